"""A condition in French: for paper, for a browser without JavaScript, and for the publication screen."""

from forms.definition import vocabulary as words
from forms.definition.conditions import GROUPS, parts

_VERBS = {"eq": "est", "ne": "n’est pas", "in": "est", "gt": "dépasse", "lt": "est en dessous de"}
_DATE_VERBS = {"gt": "est après", "lt": "est avant"}


def in_french(holder, questions):
    """When a question (or section) is asked.

    The words that staff chose, or ours: « Si « Qui oriente ? » est « Un service » ».
    """
    tree = holder.get("visible_if")
    if not tree:
        return ""
    chosen = (holder.get("condition") or {}).get(words.LANGUAGE)
    return chosen or f"Si {_words(tree, {question['key']: question for question in questions})}"


def _words(tree, by_key):
    operator, operand = parts(tree)
    if operator in GROUPS:
        joint = " et " if operator == "all" else " ou "
        return joint.join(_inside(child, by_key) for child in operand)
    if operator == "not":
        return _negative(operand, by_key)
    question = by_key.get(operand[0])
    name = f"« {question['label']['fr'] if question else operand[0]} »"
    if operator == "empty":
        return f"{name} est sans réponse"
    values = operand[1] if operator == "in" else [operand[1]]
    return f"{name} {_verb(operator, question)} {_listed(question, values)}"


def _inside(tree, by_key):
    said = _words(tree, by_key)
    return f"({said})" if parts(tree)[0] in GROUPS else said


def _negative(tree, by_key):
    operator, operand = parts(tree)
    question = by_key.get(operand[0]) if isinstance(operand, list) and isinstance(operand[0], str) else None
    if operator == "empty" and question:
        return f"« {question['label']['fr']} » a une réponse"
    return f"ce n’est pas le cas que {_inside(tree, by_key)}"


def _verb(operator, question):
    if question and question["type"] in (words.DATE, words.YEAR_MONTH):
        return _DATE_VERBS.get(operator) or _VERBS[operator]
    return _VERBS[operator]


def _listed(question, values):
    return " ou ".join(f"« {value_label(question, value)} »" for value in values)


def value_label(question, value):
    """The words of an expected answer: the label of a choice, « Oui », or the value itself."""
    if question and question["type"] == words.YES_NO:
        return dict(words.YES_NO_CHOICES).get(value, value)
    labels = {choice["code"]: choice["label"]["fr"] for choice in (question or {}).get("choices", ())}
    return labels.get(value, value)
