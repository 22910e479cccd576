"""A column of an export: where its value comes from, at which levels it leaves, how it is made coarser."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from casefiles.models import PreparedExport

Level = PreparedExport.Level
FULL, PSEUDONYMISED, ANONYMISED = Level.FULL, Level.PSEUDONYMISED, Level.ANONYMISED
ALL_LEVELS = frozenset(Level)
# What names somebody, or was written freely.
NAMED = frozenset({FULL})
# What tells a file from the others.
TOLD_APART = frozenset({FULL, PSEUDONYMISED})


@dataclass(frozen=True)
class Column:
    """`paths` are read from the database in one query for all columns; `value` is given them in order.

    `bands` make a value coarser when the export is anonymised: the first one always, the others as long as
    too few people say the same.
    """

    code: str
    heading: str
    paths: tuple = ()
    value: Callable | None = None
    width: int = 16
    levels: frozenset = ALL_LEVELS
    bands: tuple = ()
    # Whether the box is ticked when the page opens.
    ticked: bool = True
    # What the column accepts when the file comes back in an import: [label].
    offers: Callable | None = None


def opened(model, name):
    """Reads an encrypted value given with the key of its row: (key, sealed) -> value."""
    field = model._meta.get_field(name)

    def read(key, sealed):
        return None if sealed is None else field.open_for(sealed, key)

    return read


def labelled(choices):
    """A code as one reads it."""
    labels = {code: str(label) for code, label in choices}
    return lambda code: labels.get(code, code) or None


def filled(text):
    """Text, or an empty cell."""
    return text or None


# --- coarser and coarser ---------------------------------------------------------------------------------


def month(day):
    return f"{day:%Y-%m}" if isinstance(day, datetime.date) else day


def quarter(text):
    return f"{text[:4]}-T{(int(text[5:7]) + 2) // 3}" if isinstance(text, str) and len(text) == 7 else text


def year(text):
    return text[:4] if isinstance(text, str) else text


DATE_BANDS = (month, quarter, year)
_STEPS = (0, 1, 3, 6, 12, 16, 31, 61, 121, 241, 501, 1_001, 2_001, 5_001, 10_001, 50_001)


def wide_age_band(label):
    young = ("moins de 18 ans", "18-24 ans")
    return "moins de 25 ans" if label in young else label and "25 ans et plus"


def number_band(number):
    """« 31 à 60 » for 45: enough to count with, too little to recognise."""
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        return number
    below = [step for step in _STEPS if step <= number]
    if not below:
        return "moins de 0"
    above = [step for step in _STEPS if step > number]
    return f"{below[-1]} à {above[0] - 1}" if above else f"{below[-1]} et plus"
