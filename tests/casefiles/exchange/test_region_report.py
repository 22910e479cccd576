"""The report for the region: counts by month, small ones hidden, and what files lack."""

import csv
import datetime
import io

import pytest
from django.utils import timezone

from casefiles.models import Person, Programme
from casefiles.statistics.region import NO_CODE, NOT_SAID, SMALL, report_on
from casefiles.statistics.region_gaps import gaps_in
from casefiles.statistics.region_period import Period, months_offered, report_for
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
        gaps, files = gaps_in(coordination, *Period.of_year(year).days)
        assert files == LEAST + 1
        return {gap.label: gap.count for gap in gaps}

    assert counts() == {
        "le genre": 0,
        "la date de naissance": 0,
        "le revenu principal": LEAST + 1,
        "le logement la semaine d’avant": LEAST + 1,
        "le code IWEPS du dispositif": LEAST + 1,
    }
    Person.objects.filter(pk=contacts[0].person_id).update(income="work", housing_before="street")
    assert counts()["le revenu principal"] == LEAST
    contacts[0].programme.report_codes.create(authority="IWEPS", code="1")
    assert counts()["le code IWEPS du dispositif"] == 0


def test_the_number_of_queries_does_not_grow(
    data_officer, case_manager, contacts, year, django_assert_max_num_queries
):
    for case_file in contacts:
        make.contact(case_manager, case_file)
    with django_assert_max_num_queries(12):
        report_on(data_officer, year)


# --- from one month to another ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "words", "count"),
    [
        ((2026, 1), (2026, 12), "2026", 12),
        ((2026, 5), (2026, 3), "mars à mai 2026", 3),
        ((2025, 9), (2026, 2), "septembre 2025 à février 2026", 6),
        ((2026, 8), (2026, 8), "août 2026", 1),
        ((2024, 3), (2026, 8), "mars 2024 à février 2025", 12),
    ],
)
def test_a_period(one, other, words, count):
    period = Period.between(one, other)
    assert (period.words, len(period.months)) == (words, count)
    first, last = period.days
    assert first.day == 1
    assert (last.year, last.month) == period.last


def test_a_period_sums_what_its_years_show(data_officer, case_manager, contacts, year):
    today = timezone.localdate()
    here = (today.year, today.month)
    month = report_for(data_officer, Period.between(here, here))
    assert month.headings == [report_on(data_officer, year).months[today.month - 1], "Contacts"]
    whole = month.tables[0].everyone
    assert (whole.total.words, whole.people) == (str(LEAST + 1), None)
    # One man: his month is hidden, so is the month of the women, and no sum gives them back.
    table = next(table for table in month.tables if table.title == "Genre")
    by_label = {line.label: line for line in table.lines}
    assert [cell.words for cell in by_label["homme"].cells] == [SMALL, "masqué"]
    assert [cell.words for cell in by_label["femme"].cells] == ["masqué", "masqué"]


def test_a_sum_with_a_hidden_part_says_so(data_officer, case_manager, contacts):
    """The month before has one more contact than may be shown: the sum says only what is shown."""
    today = timezone.localdate()
    before = today.replace(day=1) - datetime.timedelta(days=1)
    if before.year == today.year:
        make.contact(case_manager, contacts[0], days_ago=(today - before).days)
    ends = (before.year, before.month), (today.year, today.month)
    report = report_for(data_officer, Period.between(*ends))
    whole = report.tables[0].everyone
    hidden = [cell for cell in whole.months if cell.hidden]
    if hidden:
        shown = sum(cell.count for cell in whole.months if not cell.hidden)
        assert whole.total.words == (f"{shown} ou plus" if shown else "masqué")
        assert whole.total.value == whole.total.words
    for line in [whole, *(line for table in report.tables for line in table.lines)]:
        assert line.people is None
        if not any(cell.hidden for cell in line.months):
            assert line.total.count == sum(cell.count for cell in line.months)


def test_a_year_is_what_it_was(data_officer, contacts, year):
    assert report_for(data_officer, Period.of_year(year)) == report_on(data_officer, year)


def test_the_period_is_chosen_on_the_page(data_officer, contacts, client_for, year):
    client, today = client_for(data_officer), timezone.localdate()
    code = f"{today.year}-{today.month:02d}"
    response = client.get(f"{ADDRESS}?de={code}&a={code}")
    page = response.content.decode()
    assert response.context["period"].months == [(today.year, today.month)]
    assert f'value="{code}" selected' in page
    assert "Personnes</th>" not in page
    assert "une soustraction dirait" in page
    assert f"?de={code}&amp;a={code}" in page
    named = client.get(f"{ADDRESS}csv/?de={code}&a={code}")
    assert f"{code}_{code}.csv" in named.headers["Content-Disposition"]
    assert months_offered(data_officer) == [(today.year, today.month)]
    for query in ("de=x&a=y", "de=2026-13", "de=&a=", f"de={code}&a=", "a=1000-01"):
        assert client.get(f"{ADDRESS}?{query}").status_code == 200
