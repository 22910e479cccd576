"""Conditions and bounds of our document in the XPath of the standard, with their French messages."""

import re

from forms.definition import vocabulary as words
from forms.definition.cleaners import max_length_of
from forms.definition.conditions import GROUPS, parts

_SIGNS = {"eq": "=", "ne": "!=", "gt": ">", "lt": "<"}
_NUMBERS = frozenset({words.WHOLE_NUMBER, words.AMOUNT, words.SCALE})
_DATES = frozenset({words.DATE, words.YEAR_MONTH})
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", re.ASCII)

# What a type or a format asks of a text, for the device: we check it again, and better, when it comes back.
TYPE_PATTERNS = {
    words.EMAIL: (
        "regex(., '^[^@ ]+@[^@ ]+[.][^@ ]+$')",
        "Cette adresse semble incomplète. Exemple : prenom.nom@example.org.",
    ),
    words.TELEPHONE: (
        "regex(., '^[+]?[0-9 ./()-]{8,25}$')",
        "Ce numéro semble incomplet. Exemple : 064 00 00 00.",
    ),
    words.NATIONAL_NUMBER: (
        "regex(., '^[0-9][0-9 .-]{9,14}$')",
        "Le numéro national a 11 chiffres : vérifiez-les sur la carte d’identité.",
    ),
}
FORMAT_PATTERNS = {
    "postal_code": ("regex(., '^[1-9][0-9]{3}$')", "Un code postal a quatre chiffres. Exemple : 7100."),
    "iban": (
        "regex(., '^[A-Za-z]{2}[0-9]{2}[A-Za-z0-9 ]{8,32}$')",
        "Vérifiez ce numéro de compte. Exemple : BE68 5390 0754 7034.",
    ),
    "enterprise_number": (
        "regex(., '^(BE)? ?[01]?[0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3}$')",
        "Vérifiez ce numéro d’entreprise. Exemple : 0403.019.261.",
    ),
}
_PERIODS = {
    "past": (". <= today()", "Cette date est à venir : vérifiez-la."),
    "future": (". >= today()", "Cette date est déjà passée : vérifiez-la."),
}


# --- conditions --------------------------------------------------------------------------------------------
def relevant_of(tree, by_key):
    """The condition as XPath; `by_key` holds the questions before, which decide how a value is written."""
    if not tree:
        return ""
    operator, operand = parts(tree)
    if operator in GROUPS:
        joint = " and " if operator == "all" else " or "
        return joint.join(_inside(child, by_key) for child in operand)
    if operator == "not":
        return f"not({relevant_of(operand, by_key)})"
    question = by_key.get(operand[0])
    if operator == "empty":
        return _empty(operand[0], question)
    if operator == "in":
        each = [_comparison("eq", operand[0], value, question) for value in operand[1]]
        return each[0] if len(each) == 1 else f"({' or '.join(each)})"
    return _comparison(operator, operand[0], operand[1], question)


def _inside(tree, by_key):
    said = relevant_of(tree, by_key)
    return f"({said})" if parts(tree)[0] in GROUPS else said


def _empty(key, question):
    if question and question["type"] == words.GROUP:
        return f"count(${{{key}}}) = 0"
    return f"${{{key}}} = ''"


def _comparison(operator, key, value, question):
    if question and question["type"] == words.SEVERAL_CHOICES and operator in ("eq", "ne"):
        test = f"selected(${{{key}}}, {_quoted(str(value))})"
        return test if operator == "eq" else f"not({test})"
    return f"${{{key}}} {_SIGNS[operator]} {_literal(question, str(value))}"


def _literal(question, value):
    kind = question["type"] if question else ""
    if kind in _NUMBERS and _NUMBER.fullmatch(value):
        return value
    if kind in _DATES and _DAY.fullmatch(value):
        return f"date('{value if len(value) > 7 else value + '-01'}')"
    return _quoted(value)


def _quoted(value):
    """A string of XPath, which has no escape: two kinds of quotes, and « ${ » would name a question."""
    pieces = re.split(r"(?<=\$)(?=\{)|(?<=')(?=[^'])|(?<=[^'])(?=')", value)
    if len(pieces) == 1 or ('"' not in value and "${" not in value):
        mark = '"' if "'" in value else "'"
        return f"{mark}{value}{mark}"
    return f"concat({', '.join(_quoted(piece) for piece in pieces)})"


# --- bounds ------------------------------------------------------------------------------------------------
def constraint_of(question):
    """(expression, French message) of what an answer must be; both empty when anything goes."""
    kind, bounds = question["type"], question.get("bounds") or {}
    demands = [
        *_length_demand(question, bounds),
        *_number_demand(kind, bounds),
        *([_PERIODS[bounds["period"]]] if bounds.get("period") in _PERIODS else ()),
        *([FORMAT_PATTERNS[bounds["format"]]] if bounds.get("format") in FORMAT_PATTERNS else ()),
        *([TYPE_PATTERNS[kind]] if kind in TYPE_PATTERNS else ()),
    ]
    return " and ".join(demand for demand, _message in demands), " ".join(said for _demand, said in demands)


def _length_demand(question, bounds):
    if not bounds.get("max_length"):
        return ()
    limit = max_length_of(question)
    return [(f"string-length(.) <= {limit}", f"{limit} signes au plus.")]


def _number_demand(kind, bounds):
    if kind not in _NUMBERS:
        return ()
    unit = " €" if kind == words.AMOUNT else ""
    low, high = bounds.get("min"), bounds.get("max")
    demands = []
    if low is not None:
        demands.append((f". >= {low}", f"Au moins {low}{unit}."))
    if high is not None:
        demands.append((f". <= {high}", f"Au plus {high}{unit}."))
    return demands
