"""The rows to mend, as the person wrote them, with a last column that says what to do."""

import datetime
import io

import xlsxwriter

from casefiles.exchange.headings import ERRORS_HEADING
from portal.sheets.cells import shown, unpack
from portal.sheets.sheet import Minutes


def errors_bytes(labels, fields_by_position, rows, *, clean=str):
    """A .xlsx of these stored rows: cells that are wrong are red and commented. Written in memory only.

    `clean` takes our own guard off the texts of a .csv: cells of a workbook have a type and need none.
    """
    output = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(output, options) as workbook:
        header = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1B2A49"})
        alert = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#8A3B1E"})
        formats = {
            False: {"num_format": "@"},
            True: {"num_format": "@", "bg_color": "#FBE3DA"},
        }
        text = {wrong: workbook.add_format(values) for wrong, values in formats.items()}
        date = {wrong: workbook.add_format({**v, "num_format": "dd/mm/yyyy"}) for wrong, v in formats.items()}
        number = {wrong: workbook.add_format({**v, "num_format": "General"}) for wrong, v in formats.items()}
        words = workbook.add_format({"text_wrap": True, "font_color": "#8A3B1E", "valign": "top"})
        sheet = workbook.add_worksheet("Lignes à corriger")
        sheet.freeze_panes(1, 0)
        # The column of an earlier round is replaced, not repeated.
        kept = [position for position, label in enumerate(labels) if label != ERRORS_HEADING]
        for column, position in enumerate(kept):
            sheet.write_string(0, column, labels[position], header)
            sheet.set_column(column, column, 18)
        sheet.write_string(0, len(kept), ERRORS_HEADING, alert)
        sheet.set_column(len(kept), len(kept), 80)
        for line, row in enumerate(rows, start=1):
            errors = row.content["errors"]
            for column, position in enumerate(kept):
                field = fields_by_position.get(position)
                message = errors.get(field.column_name) if field else None
                styles = {"text": text, "date": date, "number": number}
                _write(sheet, line, column, _cell(row, position, clean), bool(message), styles)
                if message:
                    sheet.write_comment(line, column, message, {"x_scale": 2})
            sheet.write_string(line, len(kept), "\n".join(errors.values())[:32_767], words)
    return output.getvalue()


def _cell(row, position, clean):
    cell = unpack(row.content["cells"][position])
    return clean(cell) if isinstance(cell, str) else cell


def _write(sheet, line, column, cell, wrong, styles):
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        sheet.write_number(line, column, cell, styles["number"][wrong])
    elif isinstance(cell, datetime.date) and not isinstance(cell, datetime.datetime) and cell.year > 1900:
        sheet.write_datetime(line, column, cell, styles["date"][wrong])
    elif isinstance(cell, Minutes):
        sheet.write_number(line, column, cell.minutes, styles["number"][wrong])
    elif cell is None or cell == "":
        sheet.write_blank(line, column, None, styles["text"][wrong])
    else:
        sheet.write_string(line, column, shown(cell), styles["text"][wrong])
