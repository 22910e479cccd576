"""Conditions between the editor and the document.

In the editor a rule names a question and a choice by their `uid`, so that a new wording breaks nothing; words
typed by hand are understood too. In the document it names them by key and code.
"""

import uuid

from forms.definition import vocabulary as words
from forms.definition.cleaners import clean_answer
from forms.definition.conditions import GROUPS, normalised, parts
from forms.definition.municipalities import folded
from forms.definition.refusal import Refusal

# How the editor says a list of rules: {mode: (operator of the document, negated)}.
_MODES = {"all": ("all", False), "any": ("any", False), "none": ("any", True), "not_all": ("all", True)}
# Rules that are the contrary of another.
_CONTRARIES = {"filled": "empty", "not_in": "in", "not_gt": "gt", "not_lt": "lt"}


# --- blocks → document -------------------------------------------------------------------------------------
def compiled_condition(shown_if, earlier):
    """{"visible_if", "condition"} from the editor's block (or None), on the questions `earlier`."""
    tree = normalised(_tree(shown_if, earlier)) if shown_if else None
    return {"visible_if": tree, "condition": {words.LANGUAGE: (shown_if["wording"] or "") if tree else ""}}


def _tree(listed, earlier):
    children = [_child(block, earlier) for block in listed["rules"]]
    if not children:
        return None
    operator, negated = _MODES[listed["mode"] or "all"]
    return {"not": {operator: children}} if negated else {operator: children}


def _child(block, earlier):
    if block.block_type == "group":
        operator, negated = _MODES[block.value["mode"] or "all"]
        tree = {operator: [_leaf(rule, earlier) for rule in block.value["rules"]]}
        return {"not": tree} if negated else tree
    return _leaf(block.value, earlier)


def _leaf(rule, earlier):
    question = _named(rule["question"] or "", earlier)
    # An empty key is reported as a hanging condition.
    key, typed = (question or {}).get("key", ""), rule["value"] or ""
    operator = _CONTRARIES.get(rule["operator"], rule["operator"])
    if operator == "empty":
        leaf = {"empty": [key]}
    elif operator == "in":
        leaf = {"in": [key, [_value(question, part) for part in typed.split(";")]]}
    else:
        leaf = {operator: [key, _value(question, typed)]}
    return {"not": leaf} if rule["operator"] in _CONTRARIES else leaf


def _named(name, earlier):
    """The question meant: by its identity, or else the nearest one before that has these words."""
    for question in earlier:
        if question["uid"] == name:
            return question
    wanted = folded(name)
    return next((one for one in reversed(earlier) if folded(one["label"]["fr"]) == wanted), None)


def _value(question, typed):
    """The code, ISO date or number that stands for the identity of a choice, or for the words staff wrote."""
    typed = typed.strip()
    if question is None or question["type"] in words.OPAQUE_TYPES | words.UNANSWERED_TYPES:
        return typed
    for choice in question.get("choices", ()):
        if choice["uid"] == typed:
            return choice["code"]
    try:
        value = clean_answer({**question, "bounds": {}}, typed)
    except Refusal:
        return typed
    return value[0] if isinstance(value, list) and value else ("" if value is None else value)


# --- document → blocks -------------------------------------------------------------------------------------
def shown_if_of(holder, earlier):
    """Raw block data for the condition of a question or section of a document."""
    mode, rules = "all", []
    tree = normalised(holder.get("visible_if"))
    if tree:
        mode, children = _listed(tree)
        rules = [_rule_or_group(child, earlier) for child in children]
    return {"mode": mode, "wording": (holder.get("condition") or {}).get(words.LANGUAGE, ""), "rules": rules}


def _listed(tree):
    """(mode, children) of a tree as one list of the editor."""
    operator, operand = parts(tree)
    if operator in GROUPS:
        return operator, operand
    if operator == "not" and parts(operand)[0] in GROUPS:
        inner, children = parts(operand)
        return {"any": "none", "all": "not_all"}[inner], children
    return "all", [tree]


def _rule_or_group(tree, earlier):
    mode, children = _listed(tree)
    if children == [tree]:
        return _block("rule", _rule(tree, earlier))
    rules = [{"type": "item", "id": str(uuid.uuid4()), "value": _rule(child, earlier)} for child in children]
    return _block("group", {"mode": mode, "rules": rules})


def _block(kind, value):
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def _rule(tree, earlier):
    operator, operand = parts(tree)
    if operator == "not":
        inner, operand = parts(operand)
        operator = next(name for name, positive in _CONTRARIES.items() if positive == inner)
    question = next((one for one in earlier if one["key"] == operand[0]), {"uid": operand[0]})
    uids = {choice["code"]: choice["uid"] for choice in question.get("choices", ())}
    values = operand[1] if operator in ("in", "not_in") else operand[1:]
    return {
        "question": question["uid"],
        "operator": operator,
        "value": " ; ".join(str(uids.get(value, value)) for value in values),
    }
