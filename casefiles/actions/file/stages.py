"""What a stage asks for before one goes on: the same words on the screen and in the refusal."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from casefiles.models import Assessment, Objective, Stage, StageMove


@dataclass(frozen=True)
class Demand:
    """One thing a stage asks for, and whether the file has it."""

    code: str
    words: str
    is_met: bool
    # The form that is asked for: the screen leads to it.
    form: Any = None


def demands(case_file, stage=None):
    """What the stage of this file asks for before the next one, met or not."""
    stage = stage or case_file.stage
    asked = [
        (stage.asks_contact, "contact", "un contact noté pendant cette étape", _has_contact),
        (stage.asks_objective, "objective", "au moins un objectif en cours", _has_objective),
        (stage.asks_actions, "actions", "une action pour chaque objectif en cours", _has_actions),
        (stage.asks_results, "results", "un résultat pour chaque objectif", _has_results),
    ]
    found = [Demand(code, words, holds(case_file)) for wanted, code, words, holds in asked if wanted]
    if stage.asks_form is not None:
        form = stage.asks_form
        found.append(
            Demand("form", f"« {form} » rempli pendant cette étape", _has_form(case_file, form), form)
        )
    return found


def next_stage(case_file):
    """The stage after the present one, or None at the end of the path."""
    return (
        Stage.objects.filter(programme=case_file.programme_id, order__gt=case_file.stage.order)
        .order_by("order")
        .first()
    )


def earlier_stages(case_file):
    """The stages one may go back to, first to last."""
    return Stage.objects.filter(programme=case_file.programme_id, order__lt=case_file.stage.order).order_by(
        "order"
    )


def enter(case_file, stage, *, on, by, reason=""):
    """Write the move; the file itself is saved by the caller."""
    move = StageMove.objects.create(
        case_file=case_file,
        from_stage=case_file.stage,
        to_stage=stage,
        moved_on=on,
        by=by,
        reason=reason.strip() or None,
    )
    case_file.stage = stage
    case_file.stage_since = on
    return move


def _open_objectives(case_file):
    return case_file.objectives.filter(state=Objective.State.OPEN)


def _has_form(case_file, form):
    """Held during the stage, or held before and written down during it."""
    since = Q(held_on__gte=case_file.stage_since) | Q(
        submission__received_at__date__gte=case_file.stage_since
    )
    finished = case_file.assessments.filter(form=form, state=Assessment.State.FINISHED)
    return finished.filter(since).exists()


def _has_contact(case_file):
    return case_file.contacts.filter(outcome="held", date__gte=case_file.stage_since).exists()


def _has_objective(case_file):
    return _open_objectives(case_file).exists()


def _has_actions(case_file):
    return not _open_objectives(case_file).filter(actions__isnull=True).exists()


def _has_results(case_file):
    return not _open_objectives(case_file).exists()
