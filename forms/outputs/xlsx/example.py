"""The example line of a spreadsheet: plainly fictional answers, that the form would take."""

import datetime
import json

from forms.definition import vocabulary as words
from forms.definition.answers import validate
from forms.definition.cleaners import max_length_of
from forms.definition.columns import spread
from forms.definition.document import answerable, choices_of
from forms.definition.national_number import display_national_number
from forms.outputs.xlsx.layout import TICK, options
from portal.sheets.cells import shown

MAX_TEXT = 32_000
# The day of the example stands still, so that a form always makes the same file.
TODAY = datetime.date(2026, 1, 15)
_BY_TARGET = {
    "referral.sender_name": "Camille Fictive",
    "referral.sender_service": "Service Exemple",
    "person.first_name": "Personne",
    "person.last_name": "Exemple",
}
_BY_FORMAT = {
    "postal_code": "7100",
    "iban": "BE68 5390 0754 7034",
    "enterprise_number": "0403.019.261",
}
_BY_TYPE = {
    words.SHORT_TEXT: "Exemple",
    words.LONG_TEXT: "Écrivez ici librement, en quelques phrases.",
    words.EMAIL: "prenom.nom@example.org",
    words.TELEPHONE: "0470 00 00 00",
    words.NATIONAL_NUMBER: "85073003328",
    words.MUNICIPALITY: "7100",
    words.PARTNER_SERVICE: "Service Exemple",
    words.SCALE: "3",
}


def example(layout):
    """{name: what is written there}: texts, dates and numbers of one line."""
    raw = {question["key"]: _raw(question) for question in answerable(layout.document)}
    clean, _errors = validate(layout.document, raw, today=TODAY)
    return {
        name: written(layout.by_name[name], answer, layout.services)
        for name, answer in spread(layout.document, clean).items()
        if name in layout.by_name
    }


def example_text(cells):
    """The example as the file keeps it, to know it again years later; "" when a cell cannot hold it."""
    said = json.dumps({name: shown(cell) for name, cell in cells.items()}, ensure_ascii=False, sort_keys=True)
    return said if len(said) <= MAX_TEXT else ""


def written(column, answer, services=()):
    """A clean answer as a person would write it in its cell."""
    kind = column.question["type"]
    if column.code:
        return TICK
    if kind == words.AMOUNT:
        return float(answer)
    if kind == words.DATE or (kind == words.YEAR_MONTH and len(answer) == len("2026-01-15")):
        return datetime.date.fromisoformat(answer)
    if kind == words.YEAR_MONTH:
        return f"{answer[5:]}/{answer[:4]}"
    if kind == words.NATIONAL_NUMBER:
        return display_national_number(answer)
    said = {code: label for label, code in options(column, services)}
    return said.get(str(answer), answer)


def _raw(question):
    kind = question["type"]
    if kind == words.GROUP:
        return [{inner["key"]: _raw(inner) for inner in question["questions"]}]
    if kind in (*words.CHOICE_TYPES, words.YES_NO):
        return choices_of(question)[0][0]
    if kind in (words.DATE, words.YEAR_MONTH):
        return _day(question) if kind == words.DATE else _day(question)[:7]
    if kind in (words.WHOLE_NUMBER, words.AMOUNT):
        return str(_number(question, 2 if kind == words.WHOLE_NUMBER else 1234))
    return _text(question)


def _text(question):
    named = _BY_FORMAT.get((question.get("bounds") or {}).get("format"))
    said = named or _BY_TARGET.get(question.get("maps_to")) or _BY_TYPE.get(question["type"], "")
    return said if len(said) <= max_length_of(question) else said[: max_length_of(question)].strip()


def _day(question):
    period = (question.get("bounds") or {}).get("period")
    return {"past": "1990-03-14", "future": "2030-03-14"}.get(period, "2026-03-14")


def _number(question, usual):
    bounds = question.get("bounds") or {}
    low, high = bounds.get("min"), bounds.get("max")
    if low is not None and usual < low:
        return low
    return high if high is not None and usual > high else usual
