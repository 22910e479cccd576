"""When a question is asked. A small tree, evaluated here and, as a comfort, in the browser (forms/form.js).

A tree is one of {"all": [tree…]}, {"any": [tree…]}, {"not": tree}, {"eq": [key, value]},
{"ne": [key, value]}, {"in": [key, [value…]]}, {"gt": [key, value]}, {"lt": [key, value]},
{"empty": [key]}. None always holds.
A several-choices answer equals a value when it holds it. Only numbers, and ISO dates, are more or less.
"""

import re

GROUPS = {"all": all, "any": any}
LEAVES = ("eq", "ne", "in", "gt", "lt", "empty")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


def parts(tree):
    """(operator, operand) of a tree."""
    ((operator, operand),) = tree.items()
    return operator, operand


def holds(tree, answers):
    """Whether the condition is met by these clean answers."""
    if not tree:
        return True
    operator, operand = parts(tree)
    if operator in GROUPS:
        return GROUPS[operator](holds(child, answers) for child in operand)
    if operator == "not":
        return not holds(operand, answers)
    answer = answers.get(operand[0])
    if operator == "empty":
        return answer in (None, "", [])
    return _TESTS[operator](answer, operand[1])


def _equals(answer, value):
    return value in answer if isinstance(answer, list) else answer == value


def _ordered(answer, value):
    """Both as numbers, or both as ISO dates; None when they cannot be compared."""
    pair = (answer, value)
    if any(isinstance(one, bool) or not isinstance(one, str | int | float) for one in pair):
        return None
    pair = tuple(str(one) for one in pair)
    if all(_NUMBER.fullmatch(one) for one in pair):
        return tuple(float(one) for one in pair)
    return pair if all(_ISO.fullmatch(one) for one in pair) else None


def _greater(answer, value):
    pair = _ordered(answer, value)
    return pair is not None and pair[0] > pair[1]


def _less(answer, value):
    pair = _ordered(answer, value)
    return pair is not None and pair[0] < pair[1]


_TESTS = {
    "eq": _equals,
    "ne": lambda answer, value: not _equals(answer, value),
    "in": lambda answer, values: any(_equals(answer, value) for value in values),
    "gt": _greater,
    "lt": _less,
}


def leaves(tree):
    """[(operator, key, [value…])] of every comparison in a tree."""
    if not tree:
        return []
    operator, operand = parts(tree)
    if operator in GROUPS:
        return [leaf for child in operand for leaf in leaves(child)]
    if operator == "not":
        return leaves(operand)
    if operator == "empty":
        return [(operator, operand[0], [])]
    return [(operator, operand[0], operand[1] if operator == "in" else [operand[1]])]


def keys_in(tree):
    """Every question key that a condition reads."""
    return {key for _operator, key, _values in leaves(tree)}


def depth(tree):
    """How many lists stand one inside the other: 0 for a single comparison."""
    operator, operand = parts(tree)
    if operator in GROUPS:
        return 1 + max((depth(child) for child in operand), default=0)
    return depth(operand) if operator == "not" else 0


def normalised(tree):
    """The same condition in the one way that the editor writes it; None when nothing is asked.

    A list of one is its only child, « not not » is nothing, « not equal » has its own operator.
    """
    if not tree:
        return None
    operator, operand = parts(tree)
    if operator in GROUPS:
        children = [child for child in map(normalised, operand) if child]
        return {operator: children} if len(children) > 1 else (children[0] if children else None)
    if operator == "not":
        return _negated(normalised(operand))
    return tree


def _negated(tree):
    if tree is None:
        return None
    operator, operand = parts(tree)
    if operator == "not":
        return operand
    opposite = {"eq": "ne", "ne": "eq"}.get(operator)
    return {opposite: operand} if opposite else {"not": tree}


def is_tree(value, allowed=64):
    """Whether a JSON value from elsewhere has the shape of a condition; `allowed` bounds its size."""
    return value is None or _count(value, allowed) is not None


def _count(value, allowed):
    """How many comparisons a well-formed tree holds, or None."""
    if allowed <= 0 or not isinstance(value, dict) or len(value) != 1:
        return None
    operator, operand = parts(value)
    if operator == "not":
        return _count(operand, allowed - 1)
    if operator in GROUPS:
        if not isinstance(operand, list) or not operand:
            return None
        total = 0
        for child in operand:
            found = _count(child, allowed - total - 1)
            if found is None:
                return None
            total += found
        return total
    return 1 if _is_leaf(operator, operand) else None


def _is_leaf(operator, operand):
    if operator not in LEAVES or not isinstance(operand, list) or not operand:
        return False
    key, *values = operand
    if not isinstance(key, str) or len(values) != (0 if operator == "empty" else 1):
        return False
    if operator == "in":
        return isinstance(values[0], list) and bool(values[0]) and all(map(_is_value, values[0]))
    return all(map(_is_value, values))


def _is_value(value):
    return isinstance(value, str | int | float) and not isinstance(value, bool)
