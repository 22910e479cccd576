"""When a question is asked, as a JSON Schema over the answers: the tree of forms/definition/conditions.py.

An answer that is not there is a key that is not there: the schema of a form knows no null and no empty text.
"""

from forms.definition import vocabulary as words
from forms.definition.conditions import GROUPS, parts
from forms.outputs.json_schema import order

_TEXT_DATES = frozenset({words.DATE, words.YEAR_MONTH})


def condition_schema(tree, types):
    """The schema that answers meet when the condition holds; `types` gives the type of each question."""
    operator, operand = parts(tree)
    if operator in GROUPS:
        return {f"{operator}Of": [condition_schema(child, types) for child in operand]}
    if operator == "not":
        return {"not": condition_schema(operand, types)}
    if operator == "empty":
        return {"not": {"required": [operand[0]]}}
    key, value = operand
    if operator == "ne":
        return {"not": _answered(key, _equal(types.get(key), {"const": value}))}
    return _answered(key, _TESTS[operator](types.get(key), value))


def _answered(key, answer):
    """The answer is there, and like this."""
    return {"properties": {key: answer}, "required": [key]}


def _equal(kind, value):
    """A several-choices answer equals a value when it holds it."""
    return {"contains": value} if kind == words.SEVERAL_CHOICES else value


def _more(kind, value):
    return _ordered(kind, value, "exclusiveMinimum", order.amounts_above, order.dates_after)


def _less(kind, value):
    return _ordered(kind, value, "exclusiveMaximum", order.amounts_below, order.dates_before)


def _ordered(kind, value, keyword, amounts, dates):
    """What cannot be compared never holds."""
    if kind in _TEXT_DATES:
        iso = order.iso_date(value)
        return {"pattern": dates(iso)} if iso else False
    number = order.number(value)
    if number is None:
        return False
    if kind == words.AMOUNT:
        return {"pattern": amounts(number)}
    return {keyword: int(number) if number == int(number) else float(number)}


_TESTS = {
    "eq": lambda kind, value: _equal(kind, {"const": value}),
    "in": lambda kind, values: _equal(kind, {"enum": list(values)}),
    "gt": _more,
    "lt": _less,
}
