"""How much of people leaves: the role decides, and an anonymised export never holds somebody alone."""

import csv
import datetime
import io
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.exchange.exports.anonymity import MASKED, Anonymised
from casefiles.exchange.exports.columns import DATE_BANDS, Column, number_band
from casefiles.models import Contact, Programme
from casefiles.statistics.suppression import LEAST
from tests.casefiles.exchange import taking
from tests.factories import casefiles as make

FILES = "/gestion/echanges/exporter/dossiers/"
CONTACTS = "/gestion/echanges/exporter/contacts/"
REQUESTS = "/gestion/echanges/exporter/orientations/"
COLUMNS = [
    Column("day", "Jour", bands=DATE_BANDS),
    Column("minutes", "Minutes", bands=(number_band,)),
    Column("kind", "Nature"),
    Column("place", "Lieu"),
]
lines = st.lists(
    st.tuples(
        st.tuples(
            st.one_of(st.none(), st.dates(datetime.date(2025, 1, 1), datetime.date(2026, 12, 31))),
            st.one_of(st.none(), st.integers(-5, 600)),
            st.sampled_from(["entretien", "visite", None]),
            st.sampled_from(["bureau", "rue", "café", ""]),
        ),
        st.none(),
        st.integers(1, 12),
    ),
    max_size=120,
)


def leave(given_lines, **options):
    anonymised = Anonymised(COLUMNS, **options)
    rows = list(anonymised.rows([(list(cells), file, person) for cells, file, person in given_lines]))
    return rows, anonymised.kept_back


@given(lines, st.sampled_from([3, 10, 100_000]))
def test_no_row_is_alone_and_none_is_invented(given_lines, most):
    rows, kept_back = leave(given_lines, most=most)
    assert len(rows) + kept_back == len(given_lines)
    assert all(count >= LEAST for count in Counter(map(tuple, rows)).values())
    assert not any(set(row) == {MASKED} for row in rows)
    for day, *_rest in rows:
        assert day is None or day == MASKED or not isinstance(day, datetime.date)


@given(lines)
def test_many_rows_of_few_people_are_still_few_people(given_lines):
    """However many rows they have, the same four people never make a combination."""
    few = [(cells, file, person % (LEAST - 1)) for cells, file, person in given_lines]
    rows, kept_back = leave(few)
    assert rows == []
    assert kept_back == len(few)


@given(lines)
def test_each_combination_is_shared_by_enough_people(given_lines):
    """Each person says the place after their own name: whatever leaves cannot be one person's."""
    named = [((*cells[:3], f"{cells[3]}-{person}"), file, person) for cells, file, person in given_lines]
    rows, _kept_back = leave(named)
    assert all(row[3] == MASKED for row in rows)


def test_what_many_share_leaves_as_it_is_and_in_no_telling_order():
    day = datetime.date(2026, 3, 4)
    many = [([day, 45, "visite", "rue"], None, person) for person in range(LEAST)]
    other = [([day, 45, "entretien", "café"], None, person) for person in range(LEAST)]
    rows, kept_back = leave(many + other)
    assert (
        rows
        == [["2026-03", "31 à 60", "entretien", "café"]] * LEAST
        + [["2026-03", "31 à 60", "visite", "rue"]] * LEAST
    )
    assert kept_back == 0


@pytest.mark.django_db
class TestRoles:
    @pytest.mark.parametrize(
        ("role", "offered"),
        [
            ("case_manager", ["pseudonymised", "full"]),
            ("coordination", ["pseudonymised", "full", "anonymised"]),
            ("data_officer", ["pseudonymised", "anonymised"]),
        ],
    )
    def test_each_role_has_its_levels(self, role, offered, request, client_for, case_file):
        client = client_for(request.getfixturevalue(role))
        for address in (FILES, CONTACTS, REQUESTS):
            form = client.get(address).context["form"]
            assert [code for code, _label in form.fields["level"].choices] == offered
            for level in {"pseudonymised", "full", "anonymised", "secret"} - set(offered):
                data = {"file_format": "csv", "reason": taking.REASON, "level": level}
                assert client.post(address, data).status_code == 422

    def test_an_anonymised_list_of_files(self, data_officer, case_manager, programme, client_for):
        Programme.objects.update(capacity_per_case_manager=100)
        born = datetime.date(1990, 1, 1)
        for number in range(LEAST):
            person = make.PersonFactory(birth_date=born, gender="woman")
            make.CaseFileFactory(
                programme=programme,
                case_manager=case_manager,
                person=person,
                reference=f"HT-1999-{number:04d}",
            )
        alone = make.PersonFactory(birth_date=datetime.date(1940, 1, 1), gender="man")
        make.CaseFileFactory(programme=programme, case_manager=case_manager, person=alone)
        client = client_for(data_officer)
        data = {
            "level": "anonymised",
            "columns_shown": "1",
            "columns": ["programme", "opened_on", "gender", "age", "reference"],
        }
        export = taking.prepared(client, f"{FILES}?status=all", "json", **data)
        rows = json.loads(client.get(taking.file_address(export)).getvalue())
        assert (export.count, export.kept_back) == (LEAST, 1)
        assert {row["Genre"] for row in rows} == {"femme"}
        assert {row["Âge"] for row in rows} == {"35-44 ans"}
        assert all("Référence" not in row and len(row["Ouvert le"]) <= 7 for row in rows)

    def test_no_format_tells_who(self, coordination, case_manager, programme, client_for):
        case_file = make.opened_file(case_manager, programme, last_name="Fictif-Unique")
        make.contact(case_manager, case_file, note="Une confidence", place="Café", minutes=37)
        client = client_for(coordination)
        for file_format in ("csv", "csv-standard", "json", "xlsx"):
            for address in (FILES, CONTACTS, REQUESTS):
                content = taking.taken(client, address, file_format, level="anonymised")
                for secret in (case_file.reference, "Fictif-Unique", "Une confidence"):
                    assert secret.encode() not in content

    def test_requests_leave_with_names_at_the_full_level_only(
        self, case_manager, data_officer, programme, client_for
    ):
        make.received_referral(programme, last_name="Fictive-Demande")
        full = taking.taken(client_for(case_manager), REQUESTS, level="full").decode()
        assert "Fictive-Demande" in full
        assert "Fictive-Demande" not in taking.taken(client_for(case_manager), REQUESTS).decode()
        rows = taking.taken(client_for(data_officer), f"{REQUESTS}?status=all").decode("utf-8-sig")
        assert list(csv.DictReader(io.StringIO(rows), delimiter=";")) == []

    def test_hour_and_who_was_there(self, case_manager, case_file, client_for):
        make.contact(
            case_manager,
            case_file,
            days_ago=1,
            time=datetime.time(14, 30),
            parts_present=["person", "landlord"],
            people_present="Camille Fictive",
        )
        content = taking.taken(client_for(case_manager), CONTACTS, level="full").decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(content), delimiter=";")
        assert row["Heure"] == "14:30"
        assert row["Étaient présents"] == "la personne ; le ou la propriétaire"
        assert row["Autres personnes présentes"] == "Camille Fictive"
        assert Contact.objects.count() == 1
