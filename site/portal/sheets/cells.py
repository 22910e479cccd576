"""A cell between a file, a database row and a screen: packed as JSON, unpacked as it was, shown in French."""

import datetime
import re

from portal.sheets.sheet import Broken, Minutes

_FORMULA_ERROR = re.compile(
    r"#(?:N/?A|REF|VALUE|VALEUR|DIV/0|NAME|NOM|NUM|NOMBRE|NULL|NUL)[!?]?", re.IGNORECASE
)


def pack(cell):
    """The cell as JSON holds it."""
    if isinstance(cell, datetime.datetime):
        return ["datetime", cell.isoformat(timespec="minutes")]
    if isinstance(cell, datetime.date):
        return ["date", cell.isoformat()]
    if isinstance(cell, Broken):
        return ["broken", cell.text]
    return ["minutes", cell.minutes] if isinstance(cell, Minutes) else cell


def unpack(cell):
    if not isinstance(cell, list):
        return cell
    kind, value = cell
    if kind == "minutes":
        return Minutes(value)
    if kind == "broken":
        return Broken(value)
    return (datetime.date if kind == "date" else datetime.datetime).fromisoformat(value)


def shown(cell):
    """The cell as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m}/{cell.year:04d}"
    if isinstance(cell, Minutes):
        return f"{int(cell.minutes // 60)}:{int(cell.minutes % 60):02d}"
    if isinstance(cell, Broken):
        return cell.text
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return str(cell)


def is_blank(cell):
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_formula_error(cell):
    """« #REF! » and its sisters: what a formula that failed leaves in its cell."""
    if isinstance(cell, Broken):
        return True
    return isinstance(cell, str) and bool(_FORMULA_ERROR.fullmatch(cell.strip()))
