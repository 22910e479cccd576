"""No cell is ever a live formula, and the text comes back as it was: for any text, in each format."""

import csv
import datetime
import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.sheets.child import read
from portal.sheets.formulas import guarded, looks_live, unguarded
from portal.sheets.sheet import Sheet
from portal.sheets.writers import comma, workbook

LIVE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "'=1+1",
    "''=1+1",
    '=HYPERLINK("http://example.org","ici")',
    "=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
]
HARMLESS = ["", "Bonjour", "l’été", "'quoted'", "a=b", "1+1", "x@example.org", "07100", "12,5", "…=1"]
# Text as a database row or a form may hold it; a lone surrogate cannot be stored.
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
live_text = st.builds(
    "".join, st.tuples(st.sampled_from(["=", "+", "-", "@", "'", "\t", "\r", "\n", " "]), any_text)
)


@pytest.mark.parametrize("text", LIVE)
def test_what_could_run_is_guarded(text):
    assert looks_live(text)
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_the_rest_is_left_alone(text):
    assert guarded(text) == text == unguarded(text)


@given(st.one_of(any_text, live_text))
def test_the_guard_comes_off_exactly(text):
    assert unguarded(guarded(text)) == text


@given(st.lists(st.one_of(any_text, live_text), min_size=1, max_size=6), st.booleans())
@settings(deadline=None)
def test_no_cell_of_a_csv_begins_like_a_formula(texts, french):
    content = b"".join(comma.stream(["A"] * len(texts), [texts], french=french)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";" if french else ","))
    for cell, text in zip(rows[1] if len(rows) > 1 else [""], texts, strict=True):
        assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")
        assert unguarded(cell) == text


@given(st.lists(st.one_of(any_text, live_text), min_size=1, max_size=6))
@example(["\ufffe", "a\uffff"])
@settings(deadline=None)
def test_no_cell_of_a_workbook_is_a_formula_and_each_text_comes_back(texts):
    content = b"".join(workbook.stream(["x", *texts], [10] * (len(texts) + 1), [["ligne", *texts]]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert not re.search(r"<f[ >/]", sheet)
    assert 't="str"' not in sheet
    cells = _cells_in_child(content)[1][1:]
    cells += [None] * (len(texts) - len(cells))
    texts = [re.sub("[\ufffe\uffff]", "\ufffd", text) for text in texts]
    assert [cell or "" for cell in cells] == [
        text if text.strip() else cell or "" for text, cell in zip(texts, cells, strict=True)
    ]


def _cells_in_child(content):
    """What the child process would answer, asked in ours: the workbook is our own."""
    return Sheet(read(content, {})).head()


@pytest.mark.parametrize("text", LIVE)
def test_openpyxl_sees_text_too(text):
    content = b"".join(workbook.stream(["A"], [10], [[text]]))
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A2"]
    assert cell.data_type == "s"


def test_a_workbook_has_real_dates_numbers_a_filter_and_a_fixed_header():
    rows = [
        ["a", datetime.date(2026, 3, 4), 12, 7.5, True, None],
        ["b", datetime.date(1026, 3, 4), -5, 0, False, ""],
    ]
    content = b"".join(workbook.stream(["T", "D", "N", "F", "B", "V"], [10] * 6, rows, sheet="Dossiers"))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.title == "Dossiers"
    assert [cell.value for cell in sheet[2]] == ["a", datetime.datetime(2026, 3, 4), 12, 7.5, "oui", None]
    assert [cell.value for cell in sheet[3]] == ["b", "04/03/1026", -5, 0, "non", None]
    assert sheet["B2"].number_format == "dd/mm/yyyy"
    assert sheet["A1"].font.bold
    assert sheet.auto_filter.ref == "A1:F3"
    assert sheet.freeze_panes == "A2"


def test_a_french_csv_and_a_standard_one():
    row = ["é", datetime.date(2026, 3, 4), 7.5, -5, "+32 64 00 00 00", None, True]
    headings = list("ABCDEFG")
    french = b"".join(comma.stream(headings, [row]))
    assert french == "\ufeffA;B;C;D;E;F;G\r\né;04/03/2026;7,5;-5;'+32 64 00 00 00;;oui\r\n".encode()
    standard = b"".join(comma.stream(headings, [row], french=False))
    assert standard == "A,B,C,D,E,F,G\r\né,2026-03-04,7.5,-5,'+32 64 00 00 00,,oui\r\n".encode()


def test_writers_hand_over_as_they_go():
    """A million rows are never in memory: the first bytes leave long before the last row is asked for."""
    asked = 0

    def rows():
        nonlocal asked
        for number in range(20_000):
            asked += 1
            yield [f"ligne {number} {hash(number)}", number]

    for stream in (workbook.stream(["A", "B"], [10, 10], rows()), comma.stream(["A", "B"], rows())):
        asked = 0
        next(stream)
        assert asked < 15_000
        assert sum(len(part) for part in stream) > 0
        assert asked == 20_000
