"""Document → spreadsheet to fill in: one line per case, lists to choose from, zeros that stay, one example.

Cells never hold a formula. The stamp of the version stands in three places that spreadsheets keep: the hidden
line of names, a sheet that no menu shows, and a property of the workbook.
"""

import datetime
import hashlib
import json
from functools import cache
from pathlib import Path

from django.db import IntegrityError, transaction

from content.typography import french
from forms.definition.document import text
from forms.models import Artefact
from forms.outputs.recipe import made_of
from forms.outputs.xlsx.example import example, example_text
from forms.outputs.xlsx.guide import fill_guide
from forms.outputs.xlsx.layout import (
    ERRORS,
    ERRORS_NAME,
    EXAMPLE,
    EXAMPLE_LINE,
    GUIDE,
    HEADING_LINE,
    KEY_LINE,
    LISTS,
    MAX_ROWS,
    REFERENCE,
    SHEET,
    Layout,
)
from forms.outputs.xlsx.lists import Lists, rule
from forms.outputs.xlsx.styles import Styles, heading_height, note, width
from forms.readers.xlsx.child import META, PROPERTY
from portal.sheets.writers.safe import AUTHOR, workbook_bytes, write_cell, write_text

KIND = "xlsx"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HERE = Path(__file__).resolve().parent
_REFERENCE_NOTE = "Un numéro, des initiales : pour vous y retrouver. Nous ne le gardons pas."
# The same form makes the same bytes.
_MADE_ON = datetime.datetime(2026, 1, 1)


def make_xlsx(document, stamp=None, *, rows=None, extra=(), services=()):
    """The bytes of the spreadsheet: a plain function of the document and its stamp.

    With `rows` (RowToMend) it gives these back to be corrected, with a column that says what to do;
    `extra` are the headings of their own columns, which follow. `services` are names to suggest.
    """
    layout = Layout(document, stamp, services)

    def fill(workbook):
        title = french(text(document["title"]))
        workbook.set_properties({"title": title, "author": AUTHOR, "created": _MADE_ON})
        workbook.set_custom_property(PROPERTY, layout.stamp)
        styles = Styles(workbook)
        sheet, guide = workbook.add_worksheet(SHEET), workbook.add_worksheet(GUIDE)
        lists = Lists(workbook, workbook.add_worksheet(LISTS))
        cells = example(layout) if rows is None else {}
        _fill_meta(workbook.add_worksheet(META), layout, cells)
        # What is to be done stands in front, where one sees it before seventy other columns.
        places = list(enumerate(layout.columns, start=1 if rows is None else 2))
        _fill_headings(sheet, layout, styles, places)
        _fill_columns(sheet, layout, styles, places, lists, EXAMPLE_LINE + (rows is None))
        if rows is None:
            _fill_example(sheet, styles, places, cells)
        else:
            _fill_rows(sheet, styles, places, rows, extra)
        fill_guide(guide, layout, styles)

    return workbook_bytes(fill)


def _fill_meta(sheet, layout, cells):
    """For us: no menu of a spreadsheet shows this sheet."""
    sheet.very_hidden()
    for line, (name, value) in enumerate((("version", layout.stamp), ("exemple", example_text(cells)))):
        write_text(sheet, line, 0, name)
        write_text(sheet, line, 1, value)


def _fill_headings(sheet, layout, styles, places):
    sheet.set_row(KEY_LINE, None, None, {"hidden": True})
    sheet.set_row(HEADING_LINE, heading_height(layout))
    sheet.freeze_panes(HEADING_LINE + 1, 1)
    write_text(sheet, KEY_LINE, 0, layout.stamp)
    write_text(sheet, HEADING_LINE, 0, REFERENCE, styles.reference)
    sheet.write_comment(HEADING_LINE, 0, *_comment(_REFERENCE_NOTE))
    for position, column in places:
        write_text(sheet, KEY_LINE, position, column.name)
        write_text(sheet, HEADING_LINE, position, layout.heading(column), styles.heading(layout, column))
        if said := note(layout, column):
            sheet.write_comment(HEADING_LINE, position, *_comment(said))


def _comment(said):
    lines = said.count("\n") + len(said) // 42 + 1
    return said, {"author": AUTHOR, "width": 320, "height": 24 + 17 * lines, "font_size": 10}


def _fill_columns(sheet, layout, styles, places, lists, first):
    sheet.set_column(0, 0, 22, styles.text)
    for position, column in places:
        # The further lines of a group fold away with one click.
        fold = {"level": 1} if column.row > 1 else {}
        sheet.set_column(position, position, width(layout, column), styles.cell(column), fold)
        allowed = rule(column, lists, layout.services)
        if allowed:
            sheet.data_validation(first, position, first + MAX_ROWS - 1, position, allowed)


def _fill_example(sheet, styles, places, cells):
    sheet.set_row(EXAMPLE_LINE, 18)
    write_text(sheet, EXAMPLE_LINE, 0, EXAMPLE, styles.example["text"])
    for position, column in places:
        style = {**styles.example, "number": styles.example_number(column)}
        write_cell(sheet, EXAMPLE_LINE, position, cells.get(column.name), style)


def _fill_rows(sheet, styles, places, rows, extra):
    """Rows to mend: what to do in front, then what was written, red where it is wrong."""
    write_text(sheet, KEY_LINE, 1, ERRORS_NAME)
    write_text(sheet, HEADING_LINE, 1, ERRORS, styles.alert)
    sheet.set_column(1, 1, 60, styles.words)
    end = places[-1][0] + 1
    for position, heading in enumerate(extra, start=end):
        write_text(sheet, HEADING_LINE, position, heading, styles.reference)
        sheet.set_column(position, position, 20, styles.text)
    for line, row in enumerate(rows, start=EXAMPLE_LINE):
        write_cell(sheet, line, 0, row.reference, styles.plain)
        write_text(sheet, line, 1, "\n".join(row.said)[:32_000], styles.words)
        for position, column in places:
            message = row.errors.get(column.name)
            write_cell(sheet, line, position, row.cells.get(column.name), styles.typed(column, bool(message)))
            if message:
                sheet.write_comment(line, position, *_comment(message))
        for position, cell in enumerate(row.extra, start=end):
            write_cell(sheet, line, position, cell, styles.plain)


# --- made once per version ---------------------------------------------------------------------------------
@cache
def _code():
    return made_of(*sorted(_HERE.glob("*.py")))


def recipe(services=()):
    """Hash of everything but the document that the file is made of: a new dress makes a new file."""
    said = json.dumps([_code(), list(services)], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def artefact_of(version, services=()):
    """The kept spreadsheet of a version, made now when there is none."""
    key = {"version": version, "kind": KIND, "recipe": recipe(services)}
    kept = Artefact.objects.filter(**key).first()
    if kept is not None:
        return kept
    content = make_xlsx(version.document, version.stamp, services=services)
    try:
        with transaction.atomic():
            return Artefact.objects.create(content=content, **key)
    except IntegrityError:
        # Another process made it meanwhile: both are the same form.
        return Artefact.objects.get(**key)
