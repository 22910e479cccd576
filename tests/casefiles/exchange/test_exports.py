"""What leaves: scoped, without names unless allowed and asked, journalled, and able to come back."""

import csv
import io

import openpyxl
import pytest

from casefiles.exchange.exports.base import Choices
from casefiles.exchange.exports.housing import HousingExport
from casefiles.models import Contact, Programme
from content.directory.models import Service
from portal.accounts.sessions import FACTOR_AT
from portal.audit.models import JournalEntry
from tests.casefiles.exchange import taking
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory
from tests.factories.timeline import housing_period

pytestmark = pytest.mark.django_db
FILES = "/gestion/echanges/exporter/dossiers/"
CONTACTS = "/gestion/echanges/exporter/contacts/"
PERIODS = "/gestion/echanges/exporter/periodes/"
SERVICES = "/gestion/echanges/exporter/services/"
REASON = taking.REASON


@pytest.fixture
def take(client_for):
    """`take(user, address)`: the bytes of an export."""

    def download(user, address, file_format="csv", **data):
        return taking.taken(client_for(user), address, file_format, **data)

    return download


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def other_file(colleague, programme):
    return make.opened_file(colleague, programme, first_name="Ailleurs", last_name="Fictif-Ailleurs")


def test_a_session_left_open_takes_no_file_away(data_officer, case_file, client_for):
    client = client_for(data_officer)
    session = client.session
    session[FACTOR_AT] -= 11 * 60
    session.save()
    for address in (FILES, CONTACTS):
        for response in (
            client.get(address),
            client.post(address, {"file_format": "csv", "reason": REASON}),
        ):
            assert response.status_code == 302
            assert response.url.startswith("/connexion/code/")
    assert not JournalEntry.objects.filter(action="exchange.exported").exists()
    assert client.get(SERVICES).status_code == 200


def test_the_data_officer_gets_every_file_and_no_name(data_officer, case_file, other_file, take, client_for):
    content = take(data_officer, FILES)
    assert {row["Référence"] for row in rows_of(content)} == {case_file.reference, other_file.reference}
    assert b"Fictif-Ailleurs" not in content
    assert case_file.person.last_name.encode() not in content
    assert "Nom" not in rows_of(content)[0]
    client = client_for(data_officer)
    assert 'value="full"' not in client.get(FILES).content.decode()
    data = {"file_format": "csv", "reason": REASON, "level": "full"}
    assert client.post(FILES, data).status_code == 422


def test_the_case_manager_gets_her_files_with_names_if_she_asks(case_manager, case_file, other_file, take):
    assert "Nom" not in rows_of(take(case_manager, FILES))[0]
    named = rows_of(take(case_manager, FILES, level="full"))
    assert [row["Référence"] for row in named] == [case_file.reference]
    assert named[0]["Nom"] == case_file.person.last_name


def test_two_roles_together_do_not_add_names(case_file, other_file, case_manager, take):
    from django.contrib.auth.models import Group

    case_manager.groups.add(Group.objects.get(name="data_officer"))
    del case_manager.roles
    named = {row["Référence"]: row["Nom"] for row in rows_of(take(case_manager, FILES, level="full"))}
    assert named == {case_file.reference: case_file.person.last_name}
    assert len(rows_of(take(case_manager, FILES, level="pseudonymised"))) == 2


def test_coordination_gets_every_file(coordination, case_file, other_file, take):
    assert len(rows_of(take(coordination, FILES, level="full"))) == 2


@pytest.mark.parametrize("role", ["communication", "dpo", "administrator"])
@pytest.mark.parametrize(
    "address", [FILES, CONTACTS, SERVICES, "/gestion/echanges/", "/gestion/echanges/importer/"]
)
def test_other_roles_have_no_door(role, address, request, client_for):
    client = client_for(request.getfixturevalue(role))
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403


def test_the_filters_of_the_list_choose_what_leaves(coordination, case_file, other_file, take):
    manager = other_file.case_manager_id
    content = take(coordination, f"{FILES}?case_manager={manager}&status=open")
    assert [row["Référence"] for row in rows_of(content)] == [other_file.reference]
    content = take(coordination, f"{FILES}?q=fictif+ailleurs")
    assert [row["Référence"] for row in rows_of(content)] == [other_file.reference]
    assert rows_of(take(coordination, f"{FILES}?status=closed")) == []


def test_a_search_by_name_tells_the_data_officer_nothing(data_officer, case_file, other_file, take):
    assert len(rows_of(take(data_officer, f"{FILES}?q=fictif-ailleurs"))) == 2


def test_a_reason_is_asked_and_nothing_leaves_without(case_manager, case_file, client_for):
    response = client_for(case_manager).post(FILES, {"file_format": "csv", "reason": ""})
    assert response.status_code == 422
    assert "Écrivez pourquoi" in response.content.decode()
    assert not JournalEntry.objects.filter(action="exchange.exported").exists()


@pytest.mark.parametrize(
    "query", ["opened_after=1026-99-99", "stage=abc", "case_manager=%00", "silent=x", "p=9999"]
)
def test_odd_filters_get_a_page_and_not_a_crash(coordination, case_file, client_for, query):
    client = client_for(coordination)
    assert client.get(f"{FILES}?{query}").status_code == 200
    response = client.post(f"{FILES}?{query}", {"file_format": "csv", "reason": REASON})
    assert response.status_code in (302, 422)


def test_an_export_is_journalled_before_it_leaves(coordination, case_file, other_file, take):
    take(coordination, f"{FILES}?status=open&q=fictif", "xlsx", level="full")
    entry = JournalEntry.objects.get(action="exchange.exported")
    assert (entry.actor, entry.target, entry.reason) == (coordination, "dossiers", REASON)
    assert entry.details["count"] == 1
    assert entry.details["names"] is True
    assert entry.details["format"] == "xlsx"
    assert entry.details["filters"]["status"] == "open"
    assert "fictif" not in str(entry.details)
    assert JournalEntry.objects.get(action="exchange.named").subject == other_file.pk


def test_without_names_no_file_is_said_to_be_read(coordination, case_file, take):
    take(coordination, FILES)
    assert not JournalEntry.objects.filter(action="exchange.named").exists()


def test_the_workbook_of_files(case_manager, case_file, take):
    sheet = openpyxl.load_workbook(io.BytesIO(take(case_manager, FILES, "xlsx"))).active
    headings = [cell.value for cell in sheet[1]]
    values = dict(zip(headings, (cell.value for cell in sheet[2]), strict=True))
    assert values["Référence"] == case_file.reference
    assert values["Ouvert le"].date() == case_file.opened_on
    assert values["Mois en rue"] == 2
    assert values["Référent·e"] == str(case_manager)


def test_the_number_of_queries_does_not_grow(
    coordination, case_manager, programme, client_for, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_for(coordination)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            taking.taken(client, FILES)
        return len(captured)

    Programme.objects.update(capacity_per_case_manager=100)
    make.CaseFileFactory(programme=programme, case_manager=case_manager)
    few = queries()
    make.CaseFileFactory.create_batch(12, programme=programme, case_manager=case_manager)
    assert queries() == few


def test_contacts_leave_and_come_back_unchanged(case_manager, case_file, take, preview):
    make.contact(case_manager, case_file, minutes=45, place="Café", note="=1+1\nUn « mot »; l’été 🏠")
    make.contact(case_manager, case_file, days_ago=3, note="-5 degrés")
    make.contact(case_manager, case_file, days_ago=2, outcome=Contact.Outcome.NOT_SHOWN)
    for file_format, name in (("csv", "c.csv"), ("xlsx", "c.xlsx"), ("csv-standard", "c.csv")):
        content = take(case_manager, CONTACTS, file_format, level="full")
        _, batch = preview(case_manager, content, name)
        assert {kind: count for kind, count in batch.counts.items() if count} == {"unchanged": 3}, file_format


def test_notes_leave_only_if_asked_and_each_file_says_so(case_manager, data_officer, case_file, take):
    make.contact(case_manager, case_file, note="Une confidence", place="Café")
    assert b"Une confidence" not in take(case_manager, CONTACTS)
    assert b"Une confidence" not in take(data_officer, CONTACTS)
    assert not JournalEntry.objects.filter(action="exchange.contacts_exported").exists()
    assert b"Une confidence" in take(case_manager, CONTACTS, level="full")
    assert JournalEntry.objects.get(action="exchange.contacts_exported").subject == case_file.pk


def test_housing_periods_leave_without_their_place_and_each_file_says_so(
    case_manager, data_officer, case_file, other_file, take
):
    housing_period(case_file, case_manager, make.day(90), ended_on=make.day(60), place="Foyer de l’Exemple")
    housing_period(case_file, case_manager, make.day(60), ended_on=None, situation="with_others")
    housing_period(other_file, case_manager, make.day(30), situation="street")
    content = take(data_officer, PERIODS)
    assert "Exemple" not in content.decode()
    told = {(row["Dossier"], row["Où"]) for row in rows_of(content)}
    assert told == {
        (case_file.reference, "en foyer d’hébergement"),
        (case_file.reference, "chez des amis, de la famille ou des tiers"),
        (other_file.reference, "dans l’espace public"),
    }
    assert not JournalEntry.objects.filter(action="exchange.housing_exported").exists()
    mine = take(case_manager, PERIODS, level="full")
    assert [row["Lieu"] for row in rows_of(mine)] == ["Foyer de l’Exemple", ""]
    assert JournalEntry.objects.get(action="exchange.housing_exported").subject == case_file.pk


@pytest.mark.parametrize(
    ("days", "left"), [((91, 90), ["shelter"]), ((60, 40), ["home"]), ((61, 60), ["shelter", "home"])]
)
def test_housing_periods_with_a_night_between_two_days(case_manager, case_file, days, left):
    housing_period(case_file, case_manager, make.day(90), ended_on=make.day(60))
    housing_period(case_file, case_manager, make.day(60), ended_on=None, situation="home")
    choices = Choices(f"since={make.day(days[0])}&until={make.day(days[1])}")
    assert [period.situation for period in HousingExport(case_manager, choices).queryset()] == left


def test_services_leave_and_come_back_unchanged(data_officer, take, preview):
    ServiceFactory(
        name="Accueil « Exemple »", telephone="+32 64 00 00 00", postal_code="7100", summary="=1+1"
    )
    ServiceFactory.create_batch(3)
    for file_format, name in (("csv", "s.csv"), ("xlsx", "s.xlsx")):
        content = take(data_officer, SERVICES, file_format)
        _, batch = preview(data_officer, content, name, target="services")
        assert batch.counts["unchanged"] == Service.objects.count(), batch.counts
