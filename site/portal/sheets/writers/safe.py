"""Workbooks with styles, lists and notes (XlsxWriter): made in memory, and no cell is a live formula."""

import datetime
import io
import re
from contextlib import contextmanager

import xlsxwriter

from portal.sheets.cells import shown
from portal.sheets.sheet import Minutes

# Night blue for headings, brick for what is needed or wrong: the colours of the house.
NIGHT, NIGHT_SOFT, BRICK, BRICK_PALE, PAPER, GREY = (
    "#1B2A49",
    "#34496F",
    "#8A3B1E",
    "#FBE3DA",
    "#F4F1EA",
    "#5B6270",
)
AUTHOR = "Héberge Toit"
HEADER = {"bold": True, "font_color": "#FFFFFF", "bg_color": NIGHT, "valign": "vcenter", "text_wrap": True}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# The library writes other control signs in their escaped form; these two it would let through, and they
# break the file.
_UNWRITABLE = re.compile("[\ufffe\uffff]")


@contextmanager
def safe_workbook(output):
    """An XlsxWriter workbook written to `output` when the block ends."""
    with xlsxwriter.Workbook(output, _OPTIONS) as workbook:
        yield workbook


def workbook_bytes(fill):
    """The bytes of the workbook that `fill(workbook)` fills."""
    output = io.BytesIO()
    with safe_workbook(output) as workbook:
        fill(workbook)
    return output.getvalue()


def write_text(sheet, line, column, text, style=None):
    """Text as text, whatever it begins with."""
    sheet.write_string(line, column, _UNWRITABLE.sub("", text), style)


def write_cell(sheet, line, column, cell, styles):
    """A cell of a stranger's sheet, with its type; `styles` has a "text", a "number" and a "date"."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        sheet.write_number(line, column, cell, styles["number"])
    elif isinstance(cell, datetime.date) and not isinstance(cell, datetime.datetime) and cell.year > 1900:
        sheet.write_datetime(line, column, cell, styles["date"])
    elif isinstance(cell, Minutes):
        sheet.write_number(line, column, cell.minutes, styles["number"])
    elif cell is None or cell == "":
        sheet.write_blank(line, column, None, styles["text"])
    else:
        write_text(sheet, line, column, shown(cell), styles["text"])


def cell_styles(workbook, **more):
    """The styles of `write_cell`, all with these properties more."""
    formats = {"text": "@", "number": "General", "date": "dd/mm/yyyy"}
    return {name: workbook.add_format({**more, "num_format": code}) for name, code in formats.items()}
