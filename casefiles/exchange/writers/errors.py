"""The rows to mend, as the person wrote them, with a last column that says what to do."""

from casefiles.exchange.headings import ERRORS_HEADING
from portal.sheets.writers.safe import (
    BRICK,
    BRICK_PALE,
    HEADER,
    cell_styles,
    workbook_bytes,
    write_cell,
    write_text,
)


def errors_bytes(labels, fields_by_position, rows, *, clean=str):
    """A .xlsx of these stored rows: cells that are wrong are red and commented. Written in memory only.

    `clean` takes our own guard off the texts of a .csv: cells of a workbook have a type and need none.
    """
    # The column of an earlier round is replaced, not repeated.
    kept = [position for position, label in enumerate(labels) if label != ERRORS_HEADING]

    def fill(workbook):
        sheet = workbook.add_worksheet("Lignes à corriger")
        _write_headings(workbook, sheet, [labels[position] for position in kept])
        styles = {False: cell_styles(workbook), True: cell_styles(workbook, bg_color=BRICK_PALE)}
        words = workbook.add_format({"text_wrap": True, "font_color": BRICK, "valign": "top"})
        for line, row in enumerate(rows, start=1):
            errors = row.errors
            for column, position in enumerate(kept):
                field = fields_by_position.get(position)
                message = errors.get(field.column_name) if field else None
                write_cell(sheet, line, column, _cell(row, position, clean), styles[bool(message)])
                if message:
                    sheet.write_comment(line, column, message, {"x_scale": 2})
            write_text(sheet, line, len(kept), "\n".join(errors.values())[:32_767], words)

    return workbook_bytes(fill)


def _write_headings(workbook, sheet, headings):
    sheet.freeze_panes(1, 0)
    header, alert = (
        workbook.add_format({**HEADER, "bg_color": color}) for color in (HEADER["bg_color"], BRICK)
    )
    for column, heading in enumerate(headings):
        write_text(sheet, 0, column, heading, header)
        sheet.set_column(column, column, 18)
    write_text(sheet, 0, len(headings), ERRORS_HEADING, alert)
    sheet.set_column(len(headings), len(headings), 80)


def _cell(row, position, clean):
    cell = row.cells[position]
    return clean(cell) if isinstance(cell, str) else cell
