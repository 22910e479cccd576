"""What a workbook hides, merges, leaves unworked or puts beside the table: read, and said."""

import datetime

import pytest

from portal.sheets.sheet import Broken, Minutes, read_sheet
from tests.casefiles.exchange.sheets import xlsx_bytes
from tests.sheets.all_rows import rows_of
from tests.sheets.workbooks import cell, inline, worksheet


def test_hidden_rows_and_columns_are_read_and_counted():
    def fill(workbook, sheet):
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(50, None, None, {"hidden": True})  # nothing in it
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(20, 16_383, None, None, {"hidden": True})  # beside the table

    sheet = read_sheet(xlsx_bytes(("a", "b"), ("c", "d"), ("e", "f"), headings=("A", "B"), fill=fill))
    assert [cells for _line, cells in next(sheet.chunks(1))] == [["a", "b"], ["c", "d"], ["e", "f"]]
    assert (sheet.source["hidden_rows"], sheet.source["hidden_columns"]) == (2, 1)


def test_merged_cells_are_counted_and_have_their_value_in_the_first():
    def fill(workbook, sheet):
        sheet.merge_range(1, 0, 2, 0, "deux lignes")
        sheet.merge_range(1, 1, 1, 2, "deux colonnes")

    sheet = read_sheet(xlsx_bytes(headings=("A", "B", "C"), fill=fill))
    assert sheet.source["merged"] == 2
    assert sheet.head()[1:] == [["deux lignes", "deux colonnes", None]]


def test_every_error_is_shown_where_it_stands():
    errors = ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#NUM!"]
    cells = "".join(cell(f"{'ABCDEFG'[place]}2", said, 't="e"') for place, said in enumerate(errors))
    content = worksheet(f'<row r="1">{inline("A1", "Titre")}</row><row r="2">{cells}</row>')
    sheet = read_sheet(content)
    assert sheet.head()[1] == [Broken(said) for said in errors]
    assert sheet.source["broken"] == 7


@pytest.mark.parametrize(
    "formula",
    ["<f>A1</f>", "<f>A1</f><v/>", "<f>A1</f><v></v>", '<f t="shared" si="0"/>', "<f>A1</f>\n  <v/>"],
)
def test_a_formula_without_a_result_is_no_empty_cell(formula):
    content = worksheet(f'<row r="1"><c r="A1"><v>1</v></c><c r="C1">{formula}</c></row>')
    assert rows_of(content) == [[1, None, Broken("#VALEUR!")]]


@pytest.mark.parametrize(
    "formula", ["<f>A1</f><v>7</v>", '<f t="shared" si="0"/><v>7</v>', "<f>&quot;/&gt;&quot;</f><v>7</v>"]
)
def test_a_formula_with_a_result_is_its_result(formula):
    assert rows_of(worksheet(f'<row r="1"><c r="A1">{formula}</c></row>')) == [[7]]


def test_formulas_without_a_result_below_the_last_row():
    content = worksheet(f'<row r="1">{inline("A1", "x")}</row><row r="4"><c r="B4"><f>1</f></c></row>')
    assert rows_of(content)[3] == [None, Broken("#VALEUR!")]


def test_a_long_formula_cut_by_the_reading_is_seen():
    """The guard reads by pieces of a megabyte: a cell that lies across two of them counts all the same."""
    formula = f"<f>{'1+' * 4_000}1</f>"
    rows = "".join(f'<row r="{n}">{cell(f"A{n}", n)}<c r="B{n}">{formula}</c></row>' for n in range(1, 301))
    sheet = read_sheet(worksheet(rows))
    assert [cells[1] for _line, cells in next(sheet.chunks())] == [Broken("#VALEUR!")] * 300
    assert sheet.source["broken"] == 300


def test_attributes_with_the_other_quotes_in_any_order():
    content = worksheet(
        "<row r='1' hidden='1'><c t='e' r='A1'><v>#N/A</v></c><c t='n' r='B1'><v>2</v></c></row>"
    )
    sheet = read_sheet(content)
    assert sheet.head() == [[Broken("#N/A"), 2]]
    assert sheet.source["hidden_rows"] == 1


def test_cells_that_leave_out_their_address():
    assert rows_of(worksheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")) == [
        [1, 2],
        [3, None],
    ]


def test_leading_empty_rows_and_columns_keep_their_place():
    content = worksheet(f'<row r="3">{inline("C3", "x")}</row><row r="5">{cell("D5", 2)}</row>')
    assert rows_of(content) == [*[[None] * 4] * 2, [None, None, "x", None], [None] * 4, [None, None, None, 2]]


def test_dates_hours_and_durations():
    def fill(workbook, sheet):
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        hours = workbook.add_format({"num_format": "[h]:mm"})
        sheet.write_number(1, 0, 1, day)
        sheet.write_number(1, 1, 2_958_465, day)
        sheet.write_number(1, 2, 1.5, hours)
        sheet.write_number(1, 3, 45_657)

    assert rows_of(xlsx_bytes(headings=("A", "B", "C", "D"), fill=fill))[1] == [
        datetime.date(1900, 1, 1),
        datetime.date(9999, 12, 31),
        Minutes(36 * 60),
        45_657,
    ]


def test_numbers_that_are_none():
    rows = rows_of(worksheet(f'<row r="1">{cell("A1", "1E999")}{cell("B1", "85020112345")}</row>'))
    assert rows[0][1] == 85_020_112_345
    assert isinstance(rows[0][0], Broken)


def test_texts_come_back_to_the_letter():
    texts = ("0012", "=1+1", "'x", "  bords  ", "é\u202f🙂 שלום", "deux\nlignes", '",""', '["",""]', "\\")
    assert rows_of(xlsx_bytes(texts))[1][: len(texts)] == list(texts)
