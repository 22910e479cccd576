"""What stops a publication: a condition that hangs, looks ahead, or expects what cannot be answered."""

from forms.definition import vocabulary as words
from forms.definition.conditions import depth, leaves


def condition_problems(tree, earlier, where):
    """French sentences about a condition on the questions `earlier`; `where` says whose condition it is."""
    if not tree:
        return []
    by_key = {question["key"]: question for question in earlier}
    problems = []
    if depth(tree) > words.MAX_CONDITION_DEPTH:
        problems.append(f"La condition de {where} a trop de niveaux : simplifiez-la.")
    for operator, key, values in leaves(tree):
        question = by_key.get(key)
        if question is None:
            problems.append(
                f"La condition de {where} s’appuie sur une question qui n’existe pas, "
                "ou qui ne vient pas avant."
            )
        else:
            problems += _comparison_problems(question, operator, values, where)
    return problems


def _comparison_problems(question, operator, values, where):
    name, kind = question["label"]["fr"], question["type"]
    if kind in words.UNANSWERED_TYPES:
        return [f"La condition de {where} s’appuie sur « {name} », qui ne demande rien."]
    if kind in words.OPAQUE_TYPES and operator != "empty":
        return [f"La condition de {where} ne peut demander de « {name} » que s’il y a une réponse."]
    if operator in ("gt", "lt") and kind not in words.ORDERED_TYPES:
        return [f"La condition de {where} compare « {name} », qui n’est ni un nombre ni une date."]
    known = _known_values(question)
    if known is None:
        return []
    return [
        f"La condition de {where} attend la réponse « {value} », que « {name} » ne propose pas."
        for value in values
        if value not in known
    ]


def _known_values(question):
    """The answers that a closed question can have; None when any is possible."""
    if question["type"] == words.YES_NO:
        return {words.YES, words.NO}
    if question["type"] == words.SCALE:
        return set(words.SCALE_STEPS)
    if question["type"] in words.CHOICE_TYPES:
        return {choice["code"] for choice in question["choices"]}
    return None
