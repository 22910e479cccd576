"""What the plan says today that a version of the contract does not, in plain sentences.

An action that is done is no change: that is what it was for.
"""

import datetime

from casefiles.contract.content import objectives_of, plan_of

_FIELDS = {
    "statement": "l’énoncé",
    "own_words": "les mots de la personne",
    "means": "les moyens",
    "due_on": "l’échéance",
    "by": "qui fait l’action",
}


def changes_since(contract, objectives=None):
    """[sentence] of what differs between this version and the plan as it now stands."""
    now = {"axes": plan_of(contract.case_file, objectives)}
    return list(_changes(objectives_of(contract.content), objectives_of(now)))


def _changes(then, now):
    before = {objective["id"]: (axis, objective) for axis, objective in then}
    after = {objective["id"]: (axis, objective) for axis, objective in now}
    for key, (axis, objective) in after.items():
        if key not in before:
            yield f"Nouvel objectif ({axis}) : {objective['statement']}"
        else:
            yield from _objective_changes(axis, *before[key], objective)
    for key, (axis, objective) in before.items():
        if key not in after:
            yield f"Objectif qui n’est plus en cours ({axis}) : {objective['statement']}"


def _objective_changes(axis_now, axis_then, then, now):
    name = now["statement"]
    if axis_now != axis_then:
        yield f"« {name} » est passé de l’axe {axis_then} à l’axe {axis_now}"
    changed = _differing(then, now, ("statement", "own_words", "means", "due_on"))
    if changed:
        yield f"Objectif « {name} » : {changed}"
    before = {action["id"]: action for action in then["actions"]}
    after = {action["id"]: action for action in now["actions"]}
    for key, action in after.items():
        if key not in before:
            yield f"Nouvelle action pour « {name} » : {action['statement']}"
        elif changed := _differing(before[key], action, ("statement", "by", "due_on")):
            yield f"Action « {action['statement']} » : {changed}"
    for key, action in before.items():
        if key not in after:
            yield f"Action abandonnée pour « {name} » : {action['statement']}"


def _differing(then, now, fields):
    """« l’échéance (du 01/03/2026 au 01/06/2026), les moyens »."""
    return ", ".join(
        _FIELDS[field] + _dates(then[field], now[field], field)
        for field in fields
        if then[field] != now[field]
    )


def _dates(then, now, field):
    if field != "due_on":
        return ""
    return f" ({_day(then)} → {_day(now)})"


def _day(text):
    return f"{datetime.date.fromisoformat(text):%d/%m/%Y}" if text else "sans date"
