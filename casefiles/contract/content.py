"""What a contract says, taken from the plan once and for all; and the fingerprint that says it still does."""

import hashlib
import json
import secrets

from django.db.models import Prefetch

from casefiles.admin.path import path_of
from casefiles.engagements import lines_of
from casefiles.models import Objective, PlannedAction, Stage, StageMove

FORMAT = 1
HOUSE = "Relais social urbain de La Louvière"


def content_of(case_file, *, number, made_on, review_on, person_engages, service_engages):
    """The contract as a document of plain values. Nothing in it leans on a row that may change."""
    axes = plan_of(case_file)
    return {
        "format": FORMAT,
        # Two contracts that say the same have different fingerprints: one tells nothing about the other.
        "nonce": secrets.token_hex(16),
        "house": HOUSE,
        "programme": str(case_file.programme),
        "reference": case_file.reference,
        "number": number,
        "made_on": made_on.isoformat(),
        "review_on": review_on.isoformat(),
        "person": case_file.person.get_full_name(),
        "gender": case_file.person.gender,
        "case_manager": str(case_file.case_manager or ""),
        "path": _path(case_file, made_on),
        "axes": axes,
        "partners": _partners(axes),
        "person_engages": lines_of(person_engages),
        "service_engages": lines_of(service_engages),
    }


def plan_of(case_file, objectives=None):
    """[{"axis", "objectives": […]}]: what is under way, with the actions that stand behind it.

    `objectives` are those under way when the page has read them already, in the order of their axes.
    """
    axes = []
    for objective in _under_way(case_file) if objectives is None else objectives:
        if not axes or axes[-1]["axis"] != objective.axis.label:
            axes.append({"axis": objective.axis.label, "objectives": []})
        axes[-1]["objectives"].append(_objective(objective, case_file))
    return axes


def _under_way(case_file):
    actions = PlannedAction.objects.select_related("partner").order_by("created_at", "pk")
    return (
        Objective.objects.filter(case_file=case_file, state=Objective.State.OPEN)
        .select_related("axis")
        .prefetch_related(Prefetch("actions", queryset=actions))
        .order_by("axis__order", "axis__label", "opened_on", "created_at", "pk")
    )


def fingerprint(content):
    """64 signs that change as soon as one letter of the content does."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(contract):
    """Whether this version still says, word for word, what it said when it was made."""
    content = contract.content
    if not isinstance(content, dict) or fingerprint(content) != contract.content_hash:
        return False
    row = (contract.number, contract.made_on.isoformat(), contract.review_on.isoformat())
    return row == (content.get("number"), content.get("made_on"), content.get("review_on"))


def objectives_of(content):
    """Every objective of the contract, in order, with the axis it stands under."""
    return [(axis["axis"], objective) for axis in content["axes"] for objective in axis["objectives"]]


def _objective(row, case_file):
    return {
        "id": str(row.pk),
        "statement": row.statement,
        "own_words": row.own_words or "",
        "means": row.means or "",
        "due_on": _day(row.due_on),
        "actions": [
            _action(action, case_file)
            for action in row.actions.all()
            if action.state != PlannedAction.State.DROPPED
        ],
    }


def _action(row, case_file):
    return {
        "id": str(row.pk),
        "statement": row.statement,
        "who": row.who,
        "by": _who(row, case_file),
        "due_on": _day(row.due_on),
        "done_on": _day(row.done_on),
    }


def _who(action, case_file):
    """By name: on paper, « la référente ou le référent » is somebody."""
    if action.who == PlannedAction.Who.PERSON:
        return case_file.person.first_name or action.get_who_display()
    if action.who == PlannedAction.Who.CASE_MANAGER:
        return str(case_file.case_manager or action.get_who_display())
    return str(action.partner or action.get_who_display())


def _partners(axes):
    """The services that do something, each once, in the order in which they come."""
    actions = [action for axis in axes for objective in axis["objectives"] for action in objective["actions"]]
    return list(
        dict.fromkeys(action["by"] for action in actions if action["who"] == PlannedAction.Who.PARTNER)
    )


def _path(case_file, on):
    stages = list(Stage.objects.filter(programme=case_file.programme_id).order_by("order"))
    moves = StageMove.objects.filter(case_file=case_file).select_related("to_stage")
    return [
        {"number": step.number, "name": step.stage.name, "state": step.state}
        for step in path_of(case_file, stages, moves, on)
    ]


def _day(day):
    return day.isoformat() if day else ""
