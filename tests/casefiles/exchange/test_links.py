"""Where a written row leads: one question for a page of them, whatever was imported."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.exchange.resources import RESOURCES
from casefiles.models import CaseFile, Referral
from tests.factories import casefiles as make

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
