"""A cell of a spreadsheet → what was typed for a question: numbers that were texts, dates, labels."""

import datetime
import math
import re
from dataclasses import dataclass
from decimal import Decimal

from forms.definition import vocabulary as words
from forms.definition.columns import NOT_TICKED, TICKED
from forms.definition.document import choices_of
from forms.definition.municipalities import folded
from forms.outputs.xlsx.layout import options, told_apart
from portal.sheets.cells import is_formula_error, shown
from portal.sheets.sheet import Minutes

_DAY_ZERO = datetime.date(1899, 12, 30)
# 1930 to 2100 as spreadsheets count days: what a date becomes when its cell loses its format.
_SERIAL_DAYS = range(10_959, 73_416)
# Beyond this a spreadsheet has already changed the last figures.
_EXACT = 10**15
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")
_ZERO = "Le tableur avait mangé le début de ce numéro. Nous lisons {} : vérifiez."


class CellTrouble(ValueError):
    """What is wrong with one cell, and what to write instead."""


@dataclass(frozen=True)
class Typed:
    """What stands in a cell, as `gather` takes it; `warning` when we had to guess."""

    value: object
    warning: str = ""


class Known:
    """The words of a list, and the code of each: found again without accents or case, when one alone fits."""

    def __init__(self, choices):
        self.exact, self.alike = {}, {}
        for label, code in choices:
            self.exact.setdefault(_flat(label), []).append(code)
            self.alike.setdefault(folded(label), []).append(code)

    def code(self, said):
        """The code of these words; the words themselves when they are not in the list, for `validate`."""
        if not self.exact:
            return said
        found = self.exact.get(_flat(said)) or self.alike.get(folded(said)) or []
        return found[0] if len(found) == 1 else said


def known_in(column, services=()):
    """What may be chosen in this column, made once for all its cells."""
    if column.question["type"] == words.SEVERAL_CHOICES:
        return Known(told_apart(choices_of(column.question)))
    return Known(options(column, services))


def typed(column, cell, known):
    """The Typed of a filled cell; raises CellTrouble."""
    if is_formula_error(cell):
        raise CellTrouble(
            f"La formule de cette cellule est en erreur, ou n’a pas été calculée ({shown(cell)}) : "
            "écrivez la réponse elle-même."
        )
    if isinstance(cell, float) and not math.isfinite(cell):
        raise CellTrouble("Ce nombre n’en est pas un : retapez la réponse.")
    if column.code:
        return Typed(_box(column, cell))
    if isinstance(cell, bool):
        return Typed((words.YES if cell else words.NO) if _kind(column) == words.YES_NO else shown(cell))
    if isinstance(cell, datetime.date):
        return Typed(_date(column, cell))
    if isinstance(cell, int | float):
        return _number(column, cell, known)
    if isinstance(cell, Minutes):
        return Typed(shown(cell))
    return Typed(_text(column, cell, known))


def typed_several(cell, known):
    """The codes of a several-choices question written in one cell: « Logement ; Santé »."""
    parts = [part.strip() for part in re.split(r"[;\n]", shown(cell))]
    return [known.code(part) for part in parts if part]


def _kind(column):
    return column.question["type"]


def _box(column, cell):
    """Ticked or not; the label of the box itself is a tick."""
    if isinstance(cell, bool):
        return cell
    said = folded(_plain_number(cell) if isinstance(cell, int | float) else shown(cell))
    if said in TICKED or said == folded(dict(choices_of(column.question))[column.code]):
        return True
    if said in NOT_TICKED:
        return False
    raise CellTrouble("Mettez un x si oui, ou laissez vide.")


def _date(column, cell):
    kind = _kind(column)
    day = cell.date() if isinstance(cell, datetime.datetime) else cell
    if kind == words.DATE:
        return day.isoformat()
    if kind == words.YEAR_MONTH:
        day_allowed = (column.question.get("bounds") or {}).get("day_allowed")
        return day.isoformat() if day_allowed else day.isoformat()[:7]
    return shown(cell)


def _text(column, cell, known):
    if _kind(column) in (words.DATE, words.YEAR_MONTH):
        return _MIDNIGHT.sub("", cell.strip())
    return known.code(cell)


def _flat(said):
    return " ".join(said.split())


# --- numbers -----------------------------------------------------------------------------------------------
def _number(column, cell, known):
    if abs(cell) >= _EXACT:
        raise CellTrouble(
            "Ce nombre est trop long pour un tableur, qui en a changé la fin : mettez la cellule au format "
            "« Texte », puis retapez-le."
        )
    kind = _kind(column)
    if kind in (words.DATE, words.YEAR_MONTH) and cell == int(cell) and int(cell) in _SERIAL_DAYS:
        day = _DAY_ZERO + datetime.timedelta(days=int(cell))
        return Typed(_date(column, day), f"Lu comme une date : {shown(day)}. Vérifiez.")
    if kind == words.AMOUNT:
        return Typed(_amount(cell))
    if kind in _NUMBERED:
        return _NUMBERED[kind](column, _plain_number(cell))
    return Typed(_text(column, _plain_number(cell), known))


def _plain_number(number):
    """« 7100 » for 7100.0, « 12,5 » for 12.5: never with a point, which would be read as a thousand."""
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f").replace(".", ",")


def _amount(number):
    """To the cent when that is all that the arithmetic of a spreadsheet has added."""
    cents = round(number * 100)
    return _plain_number(cents / 100 if abs(number * 100 - cents) < 1e-6 else number)


def _telephone(column, digits):
    if digits.startswith("32") and len(digits) in (10, 11):
        return Typed(f"+{digits}", _ZERO.format(f"+{digits}"))
    if digits.isdecimal() and len(digits) in (8, 9):
        return Typed(f"0{digits}", _ZERO.format(f"0{digits}"))
    return Typed(digits)


def _national_number(column, digits):
    full = digits.zfill(11) if digits.isdecimal() and len(digits) >= 8 else digits
    return Typed(full, _ZERO.format(full) if full != digits else "")


def _short_text(column, digits):
    is_enterprise = (column.question.get("bounds") or {}).get("format") == "enterprise_number"
    return (
        Typed(f"0{digits}", _ZERO.format(f"0{digits}"))
        if is_enterprise and len(digits) == 9
        else Typed(digits)
    )


_NUMBERED = {
    words.TELEPHONE: _telephone,
    words.NATIONAL_NUMBER: _national_number,
    words.SHORT_TEXT: _short_text,
}
