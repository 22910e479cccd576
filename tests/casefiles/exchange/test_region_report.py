"""The report for the region: counts by month, small ones hidden, and what files lack."""

import csv
import io

import pytest
from django.utils import timezone

from casefiles.models import Person, Programme
from casefiles.statistics.region import NO_CODE, NOT_SAID, SMALL, report_on
from casefiles.statistics.region_gaps import gaps_in
from casefiles.statistics.suppression import LEAST
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db
ADDRESS = "/gestion/echanges/region/"


@pytest.fixture
def year():
    return timezone.localdate().year


@pytest.fixture
def contacts(case_manager, programme):
    """Six people seen once, one of whom is a man; nobody was asked about money."""
    Programme.objects.update(capacity_per_case_manager=100)
    files = [
        make.opened_file(case_manager, programme, days_ago=0, last_name=f"Exemple-Région-{number}")
        for number in range(LEAST + 1)
    ]
    for number, case_file in enumerate(files):
        make.contact(case_manager, case_file, minutes=30)
        Person.objects.filter(pk=case_file.person_id).update(gender="man" if number == 0 else "woman")
    make.contact(case_manager, files[0], outcome="not_shown")
    return files


def line_of(report, title, label):
    table = next(table for table in report.tables if table.title == title)
    return next(line for line in table.lines if line.label == label)


def test_contacts_that_took_place_are_counted(data_officer, contacts, year):
    report = report_on(data_officer, year)
    whole = report.tables[0].everyone
    assert (whole.total.words, whole.people.words) == (str(LEAST + 1), str(LEAST + 1))
    assert whole.months[timezone.localdate().month - 1].count == LEAST + 1
    assert line_of(report, "Revenu principal", NOT_SAID).total.count == LEAST + 1
    assert {line.label for line in report.tables[0].lines} >= {NO_CODE}


def test_small_counts_are_hidden_and_cannot_be_subtracted(data_officer, contacts, year):
    report = report_on(data_officer, year)
    table = next(table for table in report.tables if table.title == "Genre")
    by_label = {line.label: line for line in table.lines}
    assert by_label["homme"].total.words == SMALL
    assert by_label["femme"].total.words == "masqué"
    assert by_label["femme"].people.hidden


def test_one_person_seen_often_is_one_person(data_officer, case_manager, case_file, year):
    for _time in range(3 * LEAST):
        make.contact(case_manager, case_file)
    report = report_on(data_officer, year)
    assert report.tables[0].everyone.total.hidden
    assert str(3 * LEAST) not in [cell.words for cell in report.tables[1].everyone.cells]


def test_the_page_its_print_and_its_files(data_officer, coordination, contacts, client_for, year):
    for user in (data_officer, coordination):
        client = client_for(user)
        page = client.get(ADDRESS).content.decode()
        assert "Revenu principal" in page
        assert f"&lt; {LEAST}" in page
        assert contacts[0].reference in page
        assert (f"/dossiers/{contacts[0].pk}/" in page) == (user == coordination)
        assert "Exemple-Région" not in page
        assert client.get(f"{ADDRESS}imprimer/").status_code == 200
        rows = client.get(f"{ADDRESS}csv/?annee={year}").getvalue().decode("utf-8-sig")
        found = list(csv.DictReader(io.StringIO(rows), delimiter=";"))
        assert {row["Tableau"] for row in found} >= {"Genre", "Âge", "Revenu principal"}
        assert contacts[0].reference not in rows
        assert client.get(f"{ADDRESS}xlsx/").getvalue().startswith(b"PK")
    assert JournalEntry.objects.filter(action="exchange.region_report").count() == 8


@pytest.mark.parametrize(
    "query", ["annee=x", "annee=1026", "annee=", "annee=%00", "annee=99999999999999999999"]
)
def test_a_year_that_makes_no_sense(data_officer, contacts, client_for, query):
    client = client_for(data_officer)
    for address in (ADDRESS, f"{ADDRESS}imprimer/", f"{ADDRESS}xlsx/"):
        assert client.get(f"{address}?{query}").status_code == 200
    assert client.get(f"{ADDRESS}pdf/").status_code == 404


def test_before_any_contact(data_officer, client_for):
    assert "Aucun contact" in client_for(data_officer).get(ADDRESS).content.decode()


def test_case_managers_have_no_door(case_manager, client_for):
    assert client_for(case_manager).get(ADDRESS).status_code == 403


def test_what_is_missing_is_listed_until_it_is_said(coordination, contacts, year):
    def counts():
        gaps, files = gaps_in(coordination, year)
        assert files == LEAST + 1
        return {gap.label: gap.count for gap in gaps}

    assert counts() == {
        "le genre": 0,
        "la date de naissance": 0,
        "le revenu principal": LEAST + 1,
        "le logement la semaine d’avant": LEAST + 1,
    }
    Person.objects.filter(pk=contacts[0].person_id).update(income="work", housing_before="street")
    assert counts()["le revenu principal"] == LEAST


def test_the_number_of_queries_does_not_grow(
    data_officer, case_manager, contacts, year, django_assert_max_num_queries
):
    for case_file in contacts:
        make.contact(case_manager, case_file)
    with django_assert_max_num_queries(12):
        report_on(data_officer, year)
