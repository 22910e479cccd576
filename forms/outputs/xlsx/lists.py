"""What a cell may hold, as the spreadsheet checks it while one types. We check everything again."""

import datetime

from xlsxwriter.utility import xl_col_to_name

from forms.definition import vocabulary as words
from forms.definition.cleaners import MAX_WHOLE_NUMBER, max_length_of
from forms.definition.dates import FIRST_YEAR, LAST_YEAR
from forms.outputs.xlsx.layout import LISTS, is_closed, options
from portal.sheets.writers.safe import write_text

_LARGEST_AMOUNT = 10**12
_ALERTS = {
    words.DATE: "Écrivez une date : jour/mois/année, par exemple 04/03/2026.",
    words.WHOLE_NUMBER: "Écrivez un nombre entier, en chiffres.",
    words.AMOUNT: "Écrivez un montant en euros, en chiffres : 1234,50.",
}


class Lists:
    """A hidden sheet: one column per list, known by a name. A list written in the cell stops at 255 signs."""

    def __init__(self, workbook, sheet):
        self.workbook, self.sheet = workbook, sheet
        self.sheet.hide()
        self.names = {}

    def name_of(self, said, key):
        """The name of the list of these words; two columns with the same words share one."""
        known = self.names.get(tuple(said))
        if known:
            return known
        name, position = f"choix_{key}", len(self.names)
        for line, word in enumerate(said):
            write_text(self.sheet, line, position, word)
        letter = xl_col_to_name(position, col_abs=True)
        self.workbook.define_name(name, f"={LISTS}!{letter}$1:{letter}${len(said)}")
        self.names[tuple(said)] = name
        return name


def rule(column, lists, services=()):
    """The check of a column, as XlsxWriter takes it; None when anything goes."""
    said = [label for label, _code in options(column, services)]
    if said:
        return _from_list(column, lists.name_of(said, column.question["key"]))
    kind = column.question["type"]
    made = _RULES.get(kind)
    if made is None:
        return None
    return made(column.question) | {
        # What is typed otherwise is read too, when it can be: this is advice.
        "error_type": "warning",
        "error_title": "À vérifier",
        "error_message": _ALERTS.get(kind) or f"Pas plus de {max_length_of(column.question)} signes.",
    }


def _from_list(column, name):
    return {
        "validate": "list",
        "source": f"={name}",
        "error_type": "stop" if is_closed(column) else "warning",
        "error_title": "Choisissez dans la liste",
        "error_message": "Mettez un x, ou laissez vide."
        if column.code
        else "Ouvrez la liste avec la petite flèche à droite de la cellule.",
        # A town or a service that is not in the list is an answer like another.
        "show_error": is_closed(column) or bool(column.code),
    }


def _date(question):
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": datetime.date(FIRST_YEAR, 1, 1),
        "maximum": datetime.date(LAST_YEAR, 12, 31),
    }


def _number(question):
    bounds = question.get("bounds") or {}
    is_whole = question["type"] == words.WHOLE_NUMBER
    largest = MAX_WHOLE_NUMBER if is_whole else _LARGEST_AMOUNT
    low, high = bounds.get("min"), bounds.get("max")
    return {
        "validate": "integer" if is_whole else "decimal",
        "criteria": "between",
        "minimum": -largest if low is None else low,
        "maximum": largest if high is None else high,
    }


def _length(question):
    return {"validate": "length", "criteria": "<=", "value": max_length_of(question)}


_RULES = {
    words.DATE: _date,
    words.WHOLE_NUMBER: _number,
    words.AMOUNT: _number,
    words.SHORT_TEXT: _length,
    words.LONG_TEXT: _length,
}
