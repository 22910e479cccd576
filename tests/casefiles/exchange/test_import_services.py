"""Partner services from a spreadsheet: public content, recognised by its name."""

import datetime

import pytest
from wagtail.models import ModelLogEntry

from content.directory.models import Service
from tests.casefiles.exchange.sheets import csv_bytes, rows_of, xlsx_bytes
from tests.factories.content import (
    MissionFactory,
    MunicipalityFactory,
    PartnerCategoryFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Nom",
    "Catégorie",
    "Missions",
    "Code postal",
    "Téléphone",
    "E-mail",
    "Site web",
    "Vérifié le",
    "Visible",
)


@pytest.fixture
def lists(db):
    PartnerCategoryFactory(name="Service public", slug="service-public")
    MissionFactory(name="Santé", slug="sante")
    MissionFactory(name="Accueil de jour", slug="accueil-de-jour")
    MunicipalityFactory(name="Houdeng", slug="houdeng", postal_code="7110")


@pytest.fixture
def send(data_officer, preview):
    def send_rows(*rows, headings=HEADINGS, **kwargs):
        return preview(data_officer, csv_bytes(*rows, headings=headings), target="services", **kwargs)

    return send_rows


def row(**changes):
    values = {
        "Nom": "Relais Exemple",
        "Catégorie": "service public",
        "Missions": '"Santé ; accueil de jour"',
        "Code postal": "7100",
        "Téléphone": "064 00 00 00",
        "E-mail": "accueil@example.org",
        "Site web": "https://example.org",
        "Vérifié le": "04/03/2026",
        "Visible": "oui",
    }
    return tuple({**values, **changes}[name] for name in HEADINGS)


def test_a_service_is_added_with_its_missions(lists, send, confirm, data_officer):
    client, batch = send(row())
    assert not Service.objects.exists()
    confirm(client, batch)
    service = Service.objects.get()
    assert service.category.name == "Service public"
    assert [mission.name for mission in service.missions.order_by("name")] == ["Accueil de jour", "Santé"]
    assert (service.postal_code, service.telephone) == ("7100", "064 00 00 00")
    assert service.last_checked_on == datetime.date(2026, 3, 4)
    assert service.is_published
    assert "accueil de jour" in service.search_key
    assert ModelLogEntry.objects.filter(user=data_officer, action="wagtail.create").count() == 1


def test_a_new_service_is_not_shown_before_somebody_says_so(lists, send, confirm):
    confirm(*send(row(Visible="")))
    assert not Service.objects.get().is_published


def test_numbers_that_a_workbook_ate_keep_their_zeros(lists, data_officer, preview, confirm):
    cells = (
        "Relais Exemple",
        "Service public",
        "Santé",
        7100,
        64000000,
        "",
        "",
        datetime.date(2026, 3, 4),
        "x",
    )
    confirm(*preview(data_officer, xlsx_bytes(cells, headings=HEADINGS), "s.xlsx", target="services"))
    service = Service.objects.get()
    assert (service.postal_code, service.telephone, service.is_published) == ("7100", "064000000", True)


def test_a_known_service_is_found_by_its_name_without_accents_or_case(lists, send, confirm):
    ServiceFactory(name="Relais Éxemple", telephone="064 11 11 11")
    client, batch = send(row(Nom="RELAIS EXEMPLE"))
    assert batch.counts["changed"] == 1
    changes = {
        change["column"]: (change["before"], change["after"])
        for change in rows_of(batch)[0].finding["differences"]
    }
    assert changes["Téléphone"] == ("064 11 11 11", "064 00 00 00")
    confirm(client, batch)
    assert Service.objects.get().telephone == "064 00 00 00"
    assert send(row(Nom="RELAIS EXEMPLE"))[1].counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("Catégorie", "Service publique", "Vouliez-vous écrire"),
        ("Missions", '"Santé ; Couture"', "« Couture » n’est pas dans la liste"),
        ("Code postal", "71000", "quatre chiffres"),
        ("E-mail", "accueil", "n’est pas une adresse e-mail"),
        ("Site web", "javascript:alert(1)", "n’est pas une adresse web"),
        ("Visible", "peut-être", "écrivez oui ou non"),
        ("Vérifié le", "2026", "n’est pas une date"),
        ("Nom", "", "elle est vide"),
        ("Nom", "x" * 161, "160 au plus"),
    ],
)
def test_a_wrong_cell_is_named(lists, send, column, value, words):
    _, batch = send(row(**{column: value}))
    assert batch.counts["wrong"] == 1
    assert words in rows_of(batch)[0].errors[column]


def test_the_case_manager_does_not_import_services(case_manager, upload, lists):
    _, response = upload(case_manager, csv_bytes(row(), headings=HEADINGS), target="services")
    assert response.status_code == 422
    assert not Service.objects.exists()


def test_coordination_does(coordination, preview, lists, confirm):
    confirm(*preview(coordination, csv_bytes(row(), headings=HEADINGS), target="services"))
    assert Service.objects.count() == 1
