"""The JSON Schema of one answer, by type of question: the shape of a clean answer, and nothing wider.

Patterns are ours; what a form says goes into titles, descriptions and constants only. They read the same in
Python and in ECMAScript, and none of them goes back over what it has read. Limits come first: a validator
that stops at the first fault never tries a pattern on a text that is too long.
"""

from decimal import Decimal

from forms.definition import vocabulary as words
from forms.definition.cleaners import MAX_WHOLE_NUMBER, max_length_of
from forms.definition.document import choices_of, text
from forms.outputs.json_schema import order

_CONTROLS = r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]"
_EMAIL = r"^[^\s@<>,;:\x22()\[\]]+@[^\s@<>,;:\x22()\[\].]+(?:\.[^\s@<>,;:\x22()\[\].]+)+$"
_TELEPHONE = r"^[ ./()–\-]*(?:\+[ ./()–\-]*)?(?:[0-9][ ./()–\-]*){8,15}$"
_YEAR, _MONTH, _DAY = "(?:19[0-9]{2}|20[0-9]{2}|2100)", "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_AMOUNT = r"^-?(?:0|[1-9][0-9]{0,11})\.[0-9]{2}$"
# A short text that follows a named format: the pattern, an example, and how long it is once clean.
_FORMATS = {
    "postal_code": ("^[1-9][0-9]{3}$", "7100", 4),
    "iban": ("^[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]){8,30}$", "BE68 5390 0754 7034", 42),
    "enterprise_number": (r"^[0-9]{4}\.?[0-9]{3}\.?[0-9]{3}$", "0403.019.261", 12),
}
_PERIODS = {"past": "Une date passée, ou aujourd’hui.", "future": "Aujourd’hui, ou une date à venir."}


def answer_schema(question):
    """{…} of the answer to one question, with its label and help in French."""
    shape = _SHAPES[question["type"]](question)
    said = [text(question["help"]), _note(question), shape.pop("description", "")]
    described = {"title": text(question["label"])}
    if any(said):
        described["description"] = " ".join(filter(None, said))
    return described | shape


def _note(question):
    return _PERIODS.get((question.get("bounds") or {}).get("period"), "")


# --- text --------------------------------------------------------------------------------------------------
def _free_text(question):
    return {
        "type": "string",
        "maxLength": max_length_of(question),
        "pattern": r"\S",
        "not": {"pattern": _CONTROLS},
    }


def _short_text(question):
    chosen = (question.get("bounds") or {}).get("format")
    if chosen not in _FORMATS:
        return _free_text(question)
    pattern, example, length = _FORMATS[chosen]
    return {
        "type": "string",
        # Its clean writing may hold more signs than what staff allowed to type.
        "maxLength": max(max_length_of(question), length),
        "pattern": pattern,
        "examples": [example],
        "description": f"{words.FORMATS[chosen]}.",
    }


def _email(question):
    return _limited(question, _EMAIL, format="idn-email", examples=["prenom.nom@example.org"])


def _telephone(question):
    return _limited(question, _TELEPHONE, examples=["064 00 00 00", "+32 470 00 00 00"])


def _limited(question, pattern, **more):
    return {"type": "string", "maxLength": max_length_of(question), "pattern": pattern, **more}


def _municipality(question):
    note = "Le code postal de la commune ; à défaut, son nom."
    return _free_text(question) | {"examples": ["7100"], "description": note}


def _national_number(question):
    return {
        "type": "string",
        "maxLength": 11,
        "pattern": "^[0-9]{11}$",
        "examples": ["85073003328"],
        "description": "Onze chiffres, sans point ni tiret.",
    }


# --- dates -------------------------------------------------------------------------------------------------
def _date(question):
    pattern = f"^{_YEAR}-{_MONTH}-{_DAY}$"
    return {
        "type": "string",
        "maxLength": 10,
        "format": "date",
        "pattern": pattern,
        "examples": ["2026-09-14"],
    }


def _year_month(question):
    month = {"type": "string", "maxLength": 7, "pattern": f"^{_YEAR}-{_MONTH}$", "examples": ["2026-09"]}
    if not (question.get("bounds") or {}).get("day_allowed"):
        return month
    return {"type": "string", "anyOf": [month, _date(question)]}


# --- numbers -----------------------------------------------------------------------------------------------
def _whole_number(question):
    bounds = question.get("bounds") or {}
    low, high = bounds.get("min"), bounds.get("max")
    return {
        "type": "integer",
        "minimum": max(-MAX_WHOLE_NUMBER, -MAX_WHOLE_NUMBER if low is None else low),
        "maximum": min(MAX_WHOLE_NUMBER, MAX_WHOLE_NUMBER if high is None else high),
    }


def _amount(question):
    """Text, so that cents stay exact; its bounds are patterns."""
    bounds = question.get("bounds") or {}
    low, high = bounds.get("min"), bounds.get("max")
    patterns, said = [], ["En euros, avec deux décimales."]
    if low is not None:
        patterns.append({"pattern": order.amounts_above(Decimal(low) - Decimal("0.01"))})
        said.append(f"Au moins {low} €.")
    if high is not None:
        patterns.append({"pattern": order.amounts_below(Decimal(high) + Decimal("0.01"))})
        said.append(f"Au plus {high} €.")
    shape = {"type": "string", "maxLength": 16, "pattern": _AMOUNT}
    if patterns:
        shape["allOf"] = patterns
    return shape | {"examples": ["1234.50"], "description": " ".join(said)}


def _scale(question):
    return {"type": "integer", **_one_of((int(code), label) for code, label in choices_of(question))}


# --- choices -----------------------------------------------------------------------------------------------
def _one_of(choices):
    return {"oneOf": [{"const": code, "title": label} for code, label in choices]}


def _one_choice(question):
    return {"type": "string", **_one_of(choices_of(question))}


def _several_choices(question):
    choices = choices_of(question)
    return {
        "type": "array",
        "maxItems": len(choices),
        "minItems": 1,
        "items": {"type": "string", **_one_of(choices)},
        "uniqueItems": True,
    }


# --- files and repeated lines ------------------------------------------------------------------------------
def _file(question):
    """Read in what we hold; it is not sent as JSON."""
    return {
        "type": "object",
        "readOnly": True,
        "description": "Un fichier se joint au formulaire en ligne ; il ne s’envoie pas par cette porte.",
        "properties": {
            "file": {"type": "string", "format": "uuid"},
            "name": {"type": "string"},
            "size": {"type": "integer", "minimum": 0},
        },
        "required": ["file", "name", "size"],
        "additionalProperties": False,
    }


def _group(question):
    return {
        "type": "array",
        "maxItems": question["rows"],
        "minItems": 1,
        "items": {
            "type": "object",
            "properties": {inner["key"]: answer_schema(inner) for inner in question["questions"]},
            "required": [inner["key"] for inner in question["questions"] if inner.get("required")],
            "minProperties": 1,
            "additionalProperties": False,
        },
        "description": f"{question['rows']} lignes au plus, sans ligne vide.",
    }


_SHAPES = {
    words.SHORT_TEXT: _short_text,
    words.LONG_TEXT: _free_text,
    words.EMAIL: _email,
    words.TELEPHONE: _telephone,
    words.DATE: _date,
    words.YEAR_MONTH: _year_month,
    words.WHOLE_NUMBER: _whole_number,
    words.AMOUNT: _amount,
    words.YES_NO: _one_choice,
    words.ONE_CHOICE: _one_choice,
    words.SEVERAL_CHOICES: _several_choices,
    words.SCALE: _scale,
    words.NATIONAL_NUMBER: _national_number,
    words.MUNICIPALITY: _municipality,
    words.PARTNER_SERVICE: _free_text,
    words.FILE: _file,
    words.GROUP: _group,
}
