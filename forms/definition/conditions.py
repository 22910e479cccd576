"""When a question is asked. A small tree, evaluated here and, as a comfort, in the browser.

A tree is one of {"all": [tree…]}, {"any": [tree…]}, {"not": tree}, {"eq": [key, value]},
{"ne": [key, value]}, {"in": [key, [value…]]}, {"gt": [key, value]}, {"lt": [key, value]},
{"empty": [key]}. None always holds.
A several-choices answer equals a value when it holds it.
"""

from forms.definition import vocabulary as words

_GROUPS = {"all": all, "any": any}
MAX_DEPTH = 6


def holds(tree, answers):
    """Whether the condition is met by these clean answers."""
    if not tree:
        return True
    (operator, operand), *_ = tree.items()
    if operator in _GROUPS:
        return _GROUPS[operator](holds(child, answers) for child in operand)
    if operator == "not":
        return not holds(operand, answers)
    answer = answers.get(operand[0])
    if operator == "empty":
        return answer in (None, "", [])
    return _TESTS[operator](answer, operand[1])


def _equals(answer, value):
    return value in answer if isinstance(answer, list) else answer == value


def _ordered(answer, value):
    """Both as numbers when they are, as text otherwise (ISO dates sort well); None if unanswered."""
    if answer in (None, "", []) or isinstance(answer, list):
        return None
    try:
        return float(answer), float(value)
    except (TypeError, ValueError):
        return str(answer), str(value)


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


def keys_in(tree):
    """Every question key that a condition reads."""
    if not tree:
        return set()
    (operator, operand), *_ = tree.items()
    if operator in _GROUPS:
        return set().union(*(keys_in(child) for child in operand))
    return keys_in(operand) if operator == "not" else {operand[0]}


# --- in words ----------------------------------------------------------------------------------------------
def in_french(holder, questions):
    """When a question (or section) is asked, for paper and for a browser without JavaScript.

    The words that staff chose, or ours: « Si « Qui oriente ? » est « Un service » ».
    """
    tree = holder.get("visible_if")
    if not tree:
        return ""
    chosen = (holder.get("condition") or {}).get(words.LANGUAGE)
    return chosen or f"Si {_words(tree, {question['key']: question for question in questions})}"


def _words(tree, by_key):
    (operator, operand), *_ = tree.items()
    if operator in _GROUPS:
        joint = " et " if operator == "all" else " ou "
        return joint.join(_words(child, by_key) for child in operand)
    if operator == "not":
        return f"ce n’est pas le cas que {_words(operand, by_key)}"
    question = by_key.get(operand[0])
    name = f"« {question['label']['fr'] if question else operand[0]} »"
    if operator == "empty":
        return f"{name} est sans réponse"
    verb = {"eq": "est", "ne": "n’est pas", "in": "est", "gt": "dépasse", "lt": "est sous"}[operator]
    values = operand[1] if operator == "in" else [operand[1]]
    return f"{name} {verb} {' ou '.join(f'« {_value_label(question, value)} »' for value in values)}"


def _value_label(question, value):
    if question and question["type"] == words.YES_NO:
        return dict(words.YES_NO_CHOICES).get(value, value)
    labels = {choice["code"]: choice["label"]["fr"] for choice in (question or {}).get("choices", ())}
    return labels.get(value, value)


# --- what stops a publication ------------------------------------------------------------------------------
def condition_problems(tree, earlier, where):
    """French sentences about a condition that hangs: no such question before, or no such choice."""
    if not tree:
        return []
    by_key = {question["key"]: question for question in earlier}
    problems = []
    for key, values in _leaves(tree):
        question = by_key.get(key)
        if question is None:
            problems.append(
                f"La condition de {where} s’appuie sur une question qui n’existe pas, "
                "ou qui ne vient pas avant."
            )
        else:
            problems += _value_problems(question, values, where)
    return problems


def _leaves(tree):
    (operator, operand), *_ = tree.items()
    if operator in _GROUPS:
        for child in operand:
            yield from _leaves(child)
    elif operator == "not":
        yield from _leaves(operand)
    elif operator in ("eq", "ne"):
        yield operand[0], [operand[1]]
    elif operator == "in":
        yield operand[0], operand[1]
    else:
        yield operand[0], []


def _value_problems(question, values, where):
    if question["type"] == words.YES_NO:
        known = {words.YES, words.NO}
    elif question["type"] in words.CHOICE_TYPES:
        known = {choice["code"] for choice in question["choices"]}
    else:
        return []
    name = question["label"]["fr"]
    return [
        f"La condition de {where} attend la réponse « {value} », que « {name} » ne propose pas."
        for value in values
        if value not in known
    ]
