"""A condition in French: for paper, for a browser without JavaScript, and for the publication screen."""

from forms.definition import vocabulary as words
from forms.definition.answers import display
from forms.definition.cleaners import clean_answer
from forms.definition.conditions import GROUPS, parts
from forms.definition.document import choices_of
from forms.definition.refusal import Refusal

_GONE = "une question qui n’est plus là"
# {operator: (it holds, it does not hold)}
_VERBS = {
    "eq": ("est", "n’est pas"),
    "ne": ("n’est pas", "est"),
    "in": ("est", "n’est"),
    "gt": ("dépasse", "ne dépasse pas"),
    "lt": ("est en dessous de", "n’est pas en dessous de"),
    "empty": ("est sans réponse", "a une réponse"),
}
_OF_DATES = {"gt": ("est après", "n’est pas après"), "lt": ("est avant", "n’est pas avant")}
# Several boxes may be ticked: the answer then holds a choice, it is not that choice.
_OF_SEVERAL = {
    "eq": ("comprend", "ne comprend pas"),
    "ne": ("ne comprend pas", "comprend"),
    "in": ("comprend", "ne comprend"),
}
_VERBS_OF = {words.DATE: _OF_DATES, words.YEAR_MONTH: _OF_DATES, words.SEVERAL_CHOICES: _OF_SEVERAL}


def in_french(holder, questions):
    """When a question (or section) is asked.

    The words that staff chose, or ours: « Si « Qui oriente ? » est « Un service » ».
    """
    tree = holder.get("visible_if")
    if not tree:
        return ""
    chosen = (holder.get("condition") or {}).get(words.LANGUAGE)
    return chosen or f"Si {_words(tree, {question['key']: question for question in questions})}"


def _words(tree, by_key, negated=False):
    """`negated` says the contrary, rule by rule: « not (a and b) » reads « not a, or not b »."""
    operator, operand = parts(tree)
    if operator == "not":
        return _words(operand, by_key, not negated)
    if operator in GROUPS:
        joint = " et " if (operator == "all") is not negated else " ou "
        return joint.join(_inside(child, by_key, negated) for child in operand)
    if operator == "in" and len(operand[1]) == 1:
        operator, operand = "eq", [operand[0], operand[1][0]]
    question = by_key.get(operand[0])
    name = f"« {question['label']['fr']} »" if question else _GONE
    verb = {**_VERBS, **_VERBS_OF.get((question or {}).get("type"), {})}[operator][negated]
    values = [] if operator == "empty" else operand[1] if operator == "in" else [operand[1]]
    return f"{name} {verb} {_listed(question, values, negated and operator == 'in')}".rstrip()


def _inside(tree, by_key, negated):
    said, operator = _words(tree, by_key, negated), parts(tree)[0]
    if operator == "not":
        operator = parts(tree["not"])[0]
    return f"({said})" if operator in GROUPS else said


def _listed(question, values, none_of_them):
    said = [f"« {value_label(question, value)} »" for value in values]
    return " ".join(f"ni {one}" for one in said) if none_of_them else " ou ".join(said)


def value_label(question, value):
    """An expected answer as people read it: the label of a choice, « 31/12/2026 », « 1 234,50 € »."""
    if question is None or question["type"] in words.OPAQUE_TYPES | words.UNANSWERED_TYPES:
        return value
    labels = dict(choices_of(question))
    if str(value) in labels:
        return labels[str(value)]
    try:
        return display(question, clean_answer({**question, "bounds": {}}, value)) or value
    except Refusal:
        # Of a draft: what was written there is no answer to that question, and is told elsewhere.
        return value
