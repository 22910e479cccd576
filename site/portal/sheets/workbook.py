"""Excel workbooks: the first visible sheet with something in it. Imported by the child process only."""

import datetime
import io

from portal.sandbox.child import Refusal
from portal.sheets import limits
from portal.sheets.guard import BROKEN, inspect


def read_rows(payload):
    """(rows, name of the sheet, names of the sheets left aside)."""
    inspect(payload)
    # Looked up here so that the guard has spoken before the library is even loaded.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(payload))
        visible = [sheet for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        aside, found = [], None
        for metadata in visible:
            sheet = workbook.get_sheet_by_name(metadata.name)
            if found is None and sheet.height:
                found = metadata.name, _rows(sheet)
            elif sheet.height:
                aside.append(metadata.name)
    except PasswordError as error:
        raise Refusal(
            "Ce classeur est protégé par un mot de passe. Enlevez-le et renvoyez le fichier."
        ) from error
    except CalamineError as error:
        raise Refusal(BROKEN) from error
    if found is None:
        raise Refusal("Ce classeur est vide : sa première feuille n’a aucune ligne.")
    return found[1], found[0], aside


def _rows(sheet):
    # With the empty area kept, line numbers are those that the person sees in her spreadsheet.
    if sheet.total_width > limits.FAR_COLUMN or sheet.total_height > limits.MAX_ROWS * 5:
        raise Refusal(BROKEN)
    return [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _plain(cell):
    """A cell as JSON carries it: dates and times are tagged, the rest is as it is."""
    if isinstance(cell, datetime.datetime):
        # Excel counts days: midnight is how it writes a date alone.
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return (
            ["date", cell.date().isoformat()]
            if midnight
            else ["datetime", cell.isoformat(timespec="minutes")]
        )
    if isinstance(cell, datetime.date):
        return ["date", cell.isoformat()]
    if isinstance(cell, datetime.time):
        return ["minutes", cell.hour * 60 + cell.minute]
    if isinstance(cell, datetime.timedelta):
        return ["minutes", cell.total_seconds() / 60]
    return None if cell == "" else cell
