"""The grammar of a form document, as JSON Schema (2020-12): what a file must be before anything reads it.

It says shapes and sizes, those of the editor; a draft may lack what a publication needs (checks.py says so).
Names are not enough: unique identities, conditions and forbidden signs are looked at in
forms/readers/definition/checks.py.
"""

from forms.definition import vocabulary as words

_KEY = {"type": "string", "minLength": 1, "maxLength": words.KEY_MAX_LENGTH}
_UID = {"type": "string", "pattern": "^[A-Za-z0-9-]{1,36}$"}
_CONDITION = {"visible_if": {"type": ["object", "null"]}, "condition": {"$ref": "#/$defs/wording"}}


def _french(longest, shortest=0):
    return {
        "type": "object",
        "properties": {
            words.LANGUAGE: {"type": "string", "minLength": shortest, "maxLength": longest},
        },
        "required": [words.LANGUAGE],
        "additionalProperties": False,
    }


def _object(properties, optional=()):
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


_BOUNDS = {
    "max_length": {"type": "integer", "minimum": 1, "maximum": 4000},
    "min": {"type": "integer", "minimum": -(10**9), "maximum": 10**9},
    "max": {"type": "integer", "minimum": -(10**9), "maximum": 10**9},
    "period": {"enum": ["past", "future"]},
    "day_allowed": {"type": "boolean"},
    "format": {"enum": list(words.FORMATS)},
}
# Which bounds a type knows: the others would be lost in the editor.
BOUNDS_OF_TYPE = {
    words.SHORT_TEXT: {"max_length", "format"},
    words.LONG_TEXT: {"max_length"},
    words.WHOLE_NUMBER: {"min", "max"},
    words.AMOUNT: {"min", "max"},
    words.DATE: {"period"},
    words.YEAR_MONTH: {"period", "day_allowed"},
}
_BASE = {
    "uid": _UID,
    "key": _KEY,
    "type": {"enum": list(words.QUESTION_TYPES)},
    "label": _french(200, 1),
    "help": _french(1500),
    **_CONDITION,
}
_ANSWER = {
    "required": {"type": "boolean"},
    "bounds": _object(_BOUNDS, optional=_BOUNDS),
    "data_class": {"enum": ["", *words.DATA_CLASSES]},
    "purpose": {"type": "string", "maxLength": 200},
    "retention_months": {"type": ["integer", "null"], "minimum": 1, "maximum": 360},
    "maps_to": {"enum": ["", *words.MAP_TARGETS]},
}
_CHOICES = {
    "choices": {
        "type": "array",
        "maxItems": 40,
        "items": _object({"uid": _UID, "code": _KEY, "label": _french(120)}),
    }
}
_ENDS = {"ends": _object({"low": _french(60), "high": _french(60)})}
_LINES = {
    "required": {"type": "boolean"},
    "rows": {"type": "integer", "minimum": 0, "maximum": words.MAX_ROWS},
    "questions": {"type": "array", "maxItems": 8, "items": {"$ref": "#/$defs/line"}},
}


def _shape_of(kind):
    """The members of a question of this type, and no other."""
    if kind == words.STATEMENT:
        return _object(_BASE)
    if kind == words.GROUP:
        return _object(_BASE | _LINES)
    part = dict(_ANSWER)
    known = BOUNDS_OF_TYPE.get(kind, ())
    part["bounds"] = _object({name: _BOUNDS[name] for name in _BOUNDS if name in known}, optional=known)
    if kind in words.CHOICE_TYPES:
        part |= _CHOICES
    if kind == words.SCALE:
        part |= _ENDS
    return _object(_BASE | part)


def _by_type(kinds):
    """A question whose members depend on its type; each error is told at its own place."""
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(kinds)}},
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{kind}"},
            }
            for kind in kinds
        ],
    }


GRAMMAR = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Document de formulaire",
    **_object(
        {
            "schema_version": {"const": words.SCHEMA_VERSION},
            "form": {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,40}$"},
            "number": {"type": "integer", "minimum": 1, "maximum": 10**6},
            "title": _french(120, 1),
            "intro": _french(1000),
            "paged": {"type": "boolean"},
            "sections": {"type": "array", "maxItems": 60, "items": {"$ref": "#/$defs/section"}},
        }
    ),
    "$defs": {
        "wording": _french(120),
        "section": _object(
            {
                "uid": _UID,
                "key": _KEY,
                "title": _french(120),
                "help": _french(600),
                **_CONDITION,
                "questions": {
                    "type": "array",
                    "maxItems": words.MAX_QUESTIONS,
                    "items": _by_type(words.QUESTION_TYPES),
                },
            }
        ),
        "line": _by_type(words.ROW_TYPES),
        **{kind: _shape_of(kind) for kind in words.QUESTION_TYPES},
    },
}
