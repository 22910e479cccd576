"""One part of a file as a partner reads it: only these columns, and never a note."""

from django.utils import timezone

from casefiles.access import shared_with
from casefiles.models import (
    Appointment,
    Contact,
    HouseholdMember,
    HousingPeriod,
    Objective,
    PlannedAction,
    SharedPart,
    StageMove,
)

CONTACTS_TOLD = 50


def read_part(user, case_file, part, rows=shared_with):
    """{"rows": …} of one part; `rows(user, case_file, model)` says of what, the partner’s share or more."""
    return {"rows": list(_READERS[part](lambda model: rows(user, case_file, model), case_file))}


def _identity(rows_of, case_file):
    return [case_file.person]


def _household(rows_of, case_file):
    return rows_of(HouseholdMember).order_by("relation", "created_at")


def _path(rows_of, case_file):
    rows = rows_of(StageMove).select_related("to_stage")
    return rows.only("moved_on", "to_stage__name").order_by("moved_on", "created_at")


def _housing(rows_of, case_file):
    rows = rows_of(HousingPeriod)
    return rows.only("situation", "started_on", "ended_on", "precision").order_by("started_on")


def _plan(rows_of, case_file):
    objectives = rows_of(Objective).filter(state=Objective.State.OPEN)
    actions = rows_of(PlannedAction).filter(state__in=PlannedAction.OPEN)
    by_objective = {}
    for action in actions.select_related("partner").order_by("due_on", "created_at"):
        by_objective.setdefault(action.objective_id, []).append(action)
    for objective in objectives.select_related("axis").order_by("axis__order", "opened_on"):
        objective.told_actions = by_objective.get(objective.pk, [])
        yield objective


def _agenda(rows_of, case_file):
    rows = rows_of(Appointment).filter(state=Appointment.State.PLANNED, starts_at__gte=timezone.now())
    return rows.select_related("kind", "owner").order_by("starts_at")


def _contacts(rows_of, case_file):
    rows = rows_of(Contact).filter(outcome=Contact.Outcome.HELD).select_related("kind")
    return rows.only("date", "kind__label").order_by("-date", "-created_at")[:CONTACTS_TOLD]


_READERS = {
    SharedPart.IDENTITY: _identity,
    SharedPart.HOUSEHOLD: _household,
    SharedPart.PATH: _path,
    SharedPart.HOUSING: _housing,
    SharedPart.PLAN: _plan,
    SharedPart.AGENDA: _agenda,
    SharedPart.CONTACTS: _contacts,
}
