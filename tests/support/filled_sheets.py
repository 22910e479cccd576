"""The spreadsheet of a form filled in as people do: with openpyxl, by labels or by codes, moved or copied."""

import datetime
import io
import json

import openpyxl

from forms.definition.columns import spread
from forms.outputs.xlsx.example import written
from forms.outputs.xlsx.layout import SHEET, Layout
from forms.outputs.xlsx.workbook import make_xlsx
from forms.readers.xlsx import child as xlsx_child
from forms.readers.xlsx.reading import LIMITS, read_sheet
from portal.sheets.sheet import cells_of

FIRST_ROW = 4  # as openpyxl counts: names, headings, example
TODAY = datetime.date(2026, 11, 22)


def filled(document, rows, *, codes=False, change=None, stamp=None):
    """The bytes of the template of this document, with one line for each of these clean answers.

    `change(book, sheet)` does to it what people do before they send it back.
    """
    layout = Layout(document, stamp)
    book = openpyxl.load_workbook(io.BytesIO(make_xlsx(document, stamp)))
    sheet = book[SHEET]
    places = {cell.value: place for place, cell in enumerate(sheet[1], start=1)}
    for line, answers in enumerate(rows, start=FIRST_ROW):
        for name, answer in spread(document, answers).items():
            if name in layout.by_name:
                cell = sheet.cell(line, places[name])
                value = _code(answer) if codes else written(layout.by_name[name], answer)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # as typed, whatever it begins with
    if change:
        change(book, sheet)
    return saved(book)


def saved(book):
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _code(answer):
    return "1" if answer is True else answer


def column_of(sheet, name):
    """The place of a flat name in line 1."""
    return next(place for place, cell in enumerate(sheet[1], start=1) if cell.value == name)


def read_here(content, document, services=()):
    """The sheet of this document, read in our own process: the file is our own."""
    book = json.loads(xlsx_child.read(content, LIMITS.as_options()))
    rows = cells_of(next(sheet["rows"] for sheet in book["sheets"] if sheet["name"] == SHEET))
    return read_sheet(Layout(document, services=services), SHEET, rows, book["example"], today=TODAY)


def answers_of(sheet):
    assert [line.read.errors for line in sheet.lines] == [{}] * len(sheet.lines)
    return [line.read.answers for line in sheet.lines]
