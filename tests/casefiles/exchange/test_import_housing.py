"""Housing periods from a spreadsheet: the rules of the screen, between rows as with the base; taken back."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefiles.actions import CorrectHousing, NoteHousing
from casefiles.exchange.resources.housing import HousingResource
from casefiles.exchange.results import SheetRow
from casefiles.models import HousingPeriod
from tests.casefiles.exchange.lives import take_back
from tests.casefiles.exchange.sheets import csv_bytes, rows_of, xlsx_bytes

pytestmark = pytest.mark.django_db
HEADINGS = ("Dossier", "Où", "Depuis le", "Jusqu’au", "Lieu")
DAY = datetime.date
STREET = ("1", "01/01/2024", "01/03/2024", "")


@pytest.fixture
def send(case_manager, preview, case_file):
    def send_rows(*rows, user=case_manager, reference=case_file.reference):
        content = csv_bytes(*((reference, *row) for row in rows), headings=HEADINGS)
        return preview(user, content, "periodes.csv", target="housing")

    return send_rows


def told():
    rows = HousingPeriod.objects.order_by("started_on")
    return [(row.situation, row.started_on, row.ended_on, row.place) for row in rows]


def words(batch):
    return [" ".join(stored.finding["errors"].values()) for stored in rows_of(batch, "wrong", "duplicate")]


def test_a_path_is_imported_sent_again_corrected_and_taken_back(send, confirm, case_file, case_manager):
    street = NoteHousing(case_manager, case_file, situation="street", started_on=DAY(2024, 1, 1)).execute()
    path = (
        ("2", "05/03/2025", "01/06/2025", "Abri Exemple"),
        ("En foyer d’hébergement", "06/2025", "", ""),
        ("home", "vers le 01/02/2026", "", "Rue Exemple 1"),
    )
    client, batch = send(*path)
    # The street lasts still: a period with an end cannot stand inside it, here as on the screen.
    assert batch.counts == {"new": 2, "wrong": 1}
    assert "déjà notée dans l’espace public" in words(batch)[0]
    assert len(told()) == 1
    CorrectHousing(case_manager, street, changes={"ended_on": DAY(2025, 3, 5)}).execute()
    client, batch = send(*path)
    confirm(client, batch)
    assert told() == [
        ("street", DAY(2024, 1, 1), DAY(2025, 3, 5), None),
        ("emergency", DAY(2025, 3, 5), DAY(2025, 6, 1), "Abri Exemple"),
        ("shelter", DAY(2025, 6, 1), DAY(2026, 2, 1), None),
        ("home", DAY(2026, 2, 1), None, "Rue Exemple 1"),
    ]
    assert HousingPeriod.objects.get(situation="home").precision == "estimate"
    assert send(*path)[1].counts == {"unchanged": 3}

    again = send(("7", "01/02/2026", "", "Rue Exemple 2"))
    assert again[1].counts == {"changed": 1}
    confirm(*again)
    assert told()[-1] == ("eviction", DAY(2026, 2, 1), None, "Rue Exemple 2")
    # What another import changed since stays, until that import is taken back.
    take_back(again[1])
    assert told()[-1] == ("home", DAY(2026, 2, 1), None, "Rue Exemple 1")
    take_back(batch)
    assert told() == [("street", DAY(2024, 1, 1), DAY(2025, 3, 5), None)]


def test_what_lasted_still_lasts_again_and_what_somebody_touched_stays(
    send, confirm, case_file, case_manager
):
    NoteHousing(case_manager, case_file, situation="street", started_on=DAY(2024, 1, 1)).execute()
    client, batch = send(("3", "01/01/2025", "", ""), ("8", "01/01/2026", "", ""))
    confirm(client, batch)
    assert [row[2] for row in told()] == [DAY(2025, 1, 1), DAY(2026, 1, 1), None]
    take_back(batch)
    assert told() == [("street", DAY(2024, 1, 1), None, None)]

    client, batch = send(("3", "01/01/2025", "", ""))
    confirm(client, batch)
    CorrectHousing(
        case_manager, HousingPeriod.objects.get(situation="shelter"), changes={"place": "Ici"}
    ).execute()
    take_back(batch)
    batch.refresh_from_db()
    assert batch.undo_results == {"kept": 1}
    assert [row[0] for row in told()] == ["street", "shelter"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [("1", "01/01/2024", "01/03/2024", ""), ("2", "01/02/2024", "01/04/2024", "")],
            "déjà notée dans l’esp",
        ),
        (
            [("1", "01/01/2024", "01/03/2024", ""), ("2", "01/01/2024", "", "")],
            "Cette ligne dit la même chose",
        ),
        ([("1", "01/01/2024", "01/01/2024", "")], "se termine avant d’avoir commencé"),
        ([("1", "01/01/2999", "", "")], "futur"),
        ([("9", "01/01/2024", "", "")], "« 9 »"),
    ],
)
def test_what_cannot_be_is_said_in_words(send, rows, said):
    _client, batch = send(*rows)
    (message,) = words(batch)
    assert said in message.replace("\xa0", " ").replace("\u202f", " "), message


def test_only_in_files_one_works_on(send, case_file, colleague, coordination):
    row = ("1", "01/01/2024", "", "")
    (message,) = words(send(row, user=colleague)[1])
    assert "Dossier" in message
    assert send(row, user=coordination)[1].counts == {"new": 1}
    assert "n’existe pas" in words(send(row, reference="HT-1999-0001")[1])[0]


def test_a_thousand_rows_ask_as_many_questions_as_one(case_manager, case_file):
    def asked(count):
        resource = HousingResource(case_manager)
        rows = []
        for number in range(count):
            row = SheetRow(number, ())
            row.values = {"reference": case_file.reference}
            rows.append(row)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            resource.resolve(rows)
        return len(queries)

    assert asked(300) == asked(1) <= 3


def test_a_workbook_with_real_dates(preview, confirm, case_manager, case_file):
    row = (case_file.reference, 3, datetime.date(2026, 3, 4), datetime.date(2026, 3, 9), "")
    confirm(*preview(case_manager, xlsx_bytes(row, headings=HEADINGS), "p.xlsx", target="housing"))
    assert told() == [("shelter", DAY(2026, 3, 4), DAY(2026, 3, 9), None)]


def test_a_row_leads_to_the_path_of_its_file(case_manager, case_file):
    period = NoteHousing(case_manager, case_file, situation="street", started_on=DAY(2024, 1, 1)).execute()
    (address,) = HousingResource(case_manager).links([str(period.pk)]).values()
    assert address == f"/gestion/dossiers/{case_file.pk}/#logement"
