"""Where a written row leads: one question for a page of them, whatever was imported."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casefiles.exchange.resources import RESOURCES
from casefiles.models import CaseFile, Referral
from content.directory.models import Service
from tests.casefiles.exchange.sheets import rows_of
from tests.factories import casefiles as make
from tests.factories.content import PartnerCategoryFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("target", "model"), [("persons", CaseFile), ("referrals", Referral)])
def test_links_ask_once(case_manager, colleague, programme, target, model):
    mine = [make.opened_file(case_manager, programme, last_name=f"Fictif {n}") for n in range(4)]
    hers = make.opened_file(colleague, programme, last_name="Ailleurs")
    if target == "referrals":
        mine, hers = [file.referral for file in mine], hers.referral
    resource = RESOURCES[target](case_manager)
    asked = {str(row.pk) for row in [*mine, hers]}
    with CaptureQueriesContext(connection) as captured:
        links = resource.links(asked)
    assert len(captured) <= 2
    assert set(links) == {str(row.pk) for row in mine}
    assert all(key in address for key, address in links.items())
    with CaptureQueriesContext(connection) as fewer:
        resource.links({str(mine[0].pk)})
    assert len(fewer) == len(captured)
    assert resource.links(set()) == {}


def test_a_service_leads_to_its_form_for_who_may_open_it(coordination, case_manager):
    services = [ServiceFactory(name=f"Service fictif {n}") for n in range(3)]
    asked = {str(service.pk) for service in services}
    links = RESOURCES["services"](coordination).links(asked)
    assert set(links) == asked
    assert RESOURCES["services"](case_manager).links(asked) == {}


def test_the_result_of_an_import_of_services_leads_to_each(coordination, preview, confirm):
    PartnerCategoryFactory(name="Logement", slug="logement")
    content = "Nom;Catégorie\r\nService fictif;Logement\r\n".encode()
    client, batch = preview(coordination, content, "services.csv", target="services")
    assert batch.counts == {"new": 1}, rows_of(batch)[0].errors
    confirm(client, batch)
    address = reverse("partner_service:edit", args=[Service.objects.get(name="Service fictif").pk])
    assert f'href="{address}"' in client.get(f"/gestion/echanges/imports/{batch.pk}/").content.decode()
    assert client.get(address).status_code == 200
