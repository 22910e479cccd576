"""The form as an XLSForm, the spreadsheet that KoboToolbox, ODK and their kin read.

What the standard lacks stands in columns of ours (`x_…`), which those programs leave aside: read back by
forms/readers/xlsform/reading.py, the file gives the same document again.
"""

import datetime
import io

import xlsxwriter

from forms.outputs.xlsform.rows import choice_rows, setting_row, survey_rows
from forms.outputs.xlsform.words import CHOICE_COLUMNS, SETTING_COLUMNS, SURVEY_COLUMNS, shown

# What a cell of a spreadsheet may hold.
_CELL_LIMIT = 32_767
_WIDTHS = {"label": 48, "hint": 40, "relevant": 36, "constraint": 28, "constraint_message": 28, "name": 20}


def make_xlsform(document):
    """The bytes of the workbook: the same document always gives the same content."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties(
        {"title": shown(document["title"]["fr"])[:255], "created": datetime.datetime(2026, 1, 1)}
    )
    heading = book.add_format({"bold": True, "bg_color": "#E8ECF4", "bottom": 1})
    for name, columns, rows in (
        ("survey", SURVEY_COLUMNS, survey_rows(document)),
        ("choices", CHOICE_COLUMNS, choice_rows(document)),
        ("settings", SETTING_COLUMNS, [setting_row(document)]),
    ):
        _write_sheet(book.add_worksheet(name), columns, rows, heading)
    book.close()
    return buffer.getvalue()


def _write_sheet(sheet, columns, rows, heading):
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(columns):
        sheet.set_column(position, position, _WIDTHS.get(column, 16))
        sheet.write_string(0, position, column, heading)
    for number, row in enumerate(rows, start=1):
        for position, column in enumerate(columns):
            cell = row.get(column)
            if cell in (None, ""):
                continue
            # Only text is written: nothing in a definition is ever a formula or a number to round.
            if len(str(cell)) > _CELL_LIMIT:
                raise ValueError(f"A cell of column {column} is longer than a spreadsheet can hold.")
            sheet.write_string(number, position, str(cell))
