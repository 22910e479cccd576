"""Reading JSON as its standard writes it (RFC 8259), where Python’s own reader is more patient."""

import json

MAX_DEPTH = 8
# Whole numbers above this are not exact in every language.
_EXACT = 2**53


class NotJSON(ValueError):
    """Why a body is not read, in French."""


def strict_json(body):
    """The value of these bytes; refuses bad UTF-8, duplicate keys, NaN, lone surrogates and deep nesting.

    JSON has one kind of number: 4.0 is 4.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise NotJSON("Le texte n’est pas en UTF-8.") from None
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_float=_number,
            parse_int=_whole,
        )
    except json.JSONDecodeError as error:
        place = f"ligne {error.lineno}, colonne {error.colno}"
        raise NotJSON(f"Le JSON n’est pas bien formé ({place}).") from None
    except RecursionError:
        raise NotJSON("Trop de niveaux imbriqués.") from None
    _refuse_depth(value)
    return value


def _object(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        seen = set()
        twice = next(key for key, _value in pairs if key in seen or seen.add(key))
        raise NotJSON(f"La clé « {twice[:60]} » est donnée deux fois.")
    return found


def _no_constant(name):
    raise NotJSON(f"{name} n’est pas un nombre en JSON.")


def _number(digits):
    number = float(digits)
    if abs(number) > _EXACT:
        raise NotJSON("Un nombre est trop grand.")
    return int(number) if number.is_integer() else number


def _whole(digits):
    if len(digits) > len(str(-_EXACT)) or abs(int(digits)) > _EXACT:
        raise NotJSON("Un nombre est trop grand.")
    return int(digits)


def _refuse_depth(value, depth=0):
    if depth > MAX_DEPTH:
        raise NotJSON("Trop de niveaux imbriqués.")
    if isinstance(value, dict):
        for key, inner in value.items():
            _refuse_lone_surrogate(key)
            _refuse_depth(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _refuse_depth(inner, depth + 1)
    elif isinstance(value, str):
        _refuse_lone_surrogate(value)


def _refuse_lone_surrogate(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotJSON("Un texte contient la moitié d’un signe (\\ud800 à \\udfff).") from None
