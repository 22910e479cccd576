"""What is under way in a file that changes hands: objectives, meetings to come, where one sleeps."""

from django.utils import timezone

from casefiles.models import Appointment, HousingPeriod, Objective, PlannedAction


def under_way(rows_of):
    """`rows_of(model)` gives the rows that the reader may see. Four queries, whatever there is."""
    actions = {}
    to_do = rows_of(PlannedAction).filter(state__in=PlannedAction.OPEN)
    for action in to_do.order_by("due_on", "created_at"):
        actions.setdefault(action.objective_id, []).append(action)
    open_ones = rows_of(Objective).filter(state=Objective.State.OPEN).select_related("axis")
    objectives = open_ones.order_by("axis__order", "opened_on")
    meetings = rows_of(Appointment).filter(state=Appointment.State.PLANNED, starts_at__gte=timezone.now())
    return {
        "objectives": [(objective, actions.get(objective.pk, [])) for objective in objectives],
        "meetings": list(meetings.select_related("kind").order_by("starts_at")),
        "housing": rows_of(HousingPeriod).filter(ended_on__isnull=True).order_by("-started_on").first(),
    }
