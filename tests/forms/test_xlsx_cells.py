"""What a cell may hold, as people type it and as spreadsheets change it; and what a wrong one says."""

import datetime

import pytest

from tests.factories import every_type
from tests.support.filled_sheets import FIRST_ROW, column_of, filled, read_here

DOCUMENT = every_type.document()
ANSWERS = every_type.ANSWERS
GOOD = [
    ("postcode", 7110.0, "7110"),
    ("town", 7100.0, "7100"),
    ("town", "la louviere", "7100"),
    ("town", "Un hameau", "Un hameau"),
    ("count", 7.0, 7),
    ("count", " 7 ", 7),
    ("amount", 1234.5, "1234.50"),
    ("amount", 0.1 + 0.2, "0.30"),
    ("amount", 1234567, "1234567.00"),
    ("amount", "1 234,50 €", "1234.50"),
    ("day", datetime.date(2024, 2, 29), "2024-02-29"),
    ("day", datetime.datetime(2024, 2, 29, 14, 30), "2024-02-29"),
    ("day", "29/02/2024", "2024-02-29"),
    ("day", "29 février 2024", "2024-02-29"),
    ("day", "2024-02-29 00:00:00", "2024-02-29"),
    ("month", "09/2025", "2025-09"),
    ("month", "septembre 2025", "2025-09"),
    ("month", datetime.date(2025, 9, 14), "2025-09-14"),
    ("agree", True, "yes"),
    ("agree", "OUI", "yes"),
    ("one", "deuxieme", "second"),
    ("feeling", 4, 4),
    ("feeling", "4", 4),
    ("feeling", "5 · Très bien", 5),
    ("national", "85.07.30-033.28", "85073003328"),
    ("national", 85073003328, "85073003328"),
    ("short", 12.0, "12"),
    ("short", 12.5, "12,5"),
    ("short", "=1+1", "=1+1"),
    ("short", datetime.date(2024, 2, 29), "29/02/2024"),
    ("phone", "0470/00.00.00", "0470/00.00.00"),
    ("long", "un\r\ndeux", "un\ndeux"),
]
GIVEN_BACK = [
    ("phone", 470000000, "0470000000"),
    ("phone", 32470000000, "+32470000000"),
    ("national", 12556777, "00012556777"),
    ("day", 45351, "2024-02-29"),
]
WRONG = [
    ("day", "31/02/2024", "n’existe pas"),
    ("day", "demain", "ne lisons pas cette date"),
    ("count", 2.5, "nombre entier"),
    ("count", 99, "plus grand nombre possible est 30"),
    # A formula that nothing has worked out: openpyxl does not.
    ("count", "=1+1", "formule"),
    ("amount", 1.234, "montant en euros"),
    ("one", "Quatrième", "une des réponses proposées"),
    ("agree", "peut-être", "une des réponses proposées"),
    ("several__house", "un peu", "Mettez un x"),
    ("feeling", 9, "une des réponses proposées"),
    ("national", "85073003329", "numéro national"),
    ("mail", "camille", "adresse e-mail"),
    ("short", None, "nécessaire"),
    ("short", "x" * 121, "trop longue"),
    ("short", "#REF!", "formule"),
    ("debts__1__creditor", None, "nécessaire"),
    ("debts__2__owed", "beaucoup", "montant en euros"),
    ("debts__1__kinds__rent", "hum", "Mettez un x"),
    ("account", 12345678901234567890, "trop long pour un tableur"),
]
TICKS = ["x", "X", "oui", "1", 1, True, "✓", "Logement"]
BLANKS = [None, "", "non", "0", 0, False, "-"]
CELLS = [(name, cell) for name, cell, _expected in GOOD + GIVEN_BACK + WRONG]
CELLS += [("several__house", mark) for mark in TICKS + BLANKS]


@pytest.fixture(scope="module")
def reading():
    """`reading(name, cell)`: what was read in the line where this alone was changed. One file for all."""

    def change(_book, page):
        for line, (name, value) in enumerate(CELLS, start=FIRST_ROW):
            cell = page.cell(line, column_of(page, name))
            cell.number_format = "General"
            cell.value = value
            if isinstance(value, str) and (name, value) != ("count", "=1+1"):
                cell.data_type = "s"

    lines = read_here(filled(DOCUMENT, [ANSWERS] * len(CELLS), change=change), DOCUMENT).lines
    return lambda name, cell: lines[_place(name, cell)].read


def _place(name, cell):
    """1, True and 1.0 are equal, but not the same cell."""
    return next(
        place
        for place, (other, value) in enumerate(CELLS)
        if other == name and value == cell and type(value) is type(cell)
    )


@pytest.mark.parametrize(("name", "cell", "answer"), GOOD)
def test_what_a_cell_may_hold(reading, name, cell, answer):
    read = reading(name, cell)
    assert read.errors == {}
    assert read.answers[name] == answer


@pytest.mark.parametrize(("name", "cell", "answer"), GIVEN_BACK)
def test_what_the_spreadsheet_took_away_is_given_back_and_told(reading, name, cell, answer):
    read = reading(name, cell)
    assert read.answers[name] == answer
    assert "érifiez" in read.warnings[name]


@pytest.mark.parametrize(("name", "cell", "words"), WRONG)
def test_a_wrong_cell_says_what_to_write(reading, name, cell, words):
    read = reading(name, cell)
    assert list(read.errors) == [name]
    assert words in read.errors[name]


@pytest.mark.parametrize("mark", TICKS)
def test_a_box_is_ticked_in_many_ways(reading, mark):
    assert reading("several__house", mark).answers["several"] == ["house", "work"]


@pytest.mark.parametrize("mark", BLANKS)
def test_a_box_is_left_unticked_in_many_ways(reading, mark):
    assert reading("several__house", mark).answers["several"] == ["work"]
