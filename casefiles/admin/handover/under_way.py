"""What is under way in a file that changes hands: the plan, meetings, where one sleeps, lease and debts."""

from decimal import Decimal

from django.db.models import Count, F, Min, Q, Sum
from django.utils import timezone

from casefiles.models import (
    Appointment,
    Debt,
    HousingPeriod,
    Instalment,
    LeaseReview,
    Objective,
    PlannedAction,
    SlidingLease,
)


def under_way(rows_of):
    """`rows_of(model)` gives the rows that the reader may see. Eight queries, whatever there is."""
    actions = {}
    to_do = rows_of(PlannedAction).filter(state__in=PlannedAction.OPEN)
    for action in to_do.order_by("due_on", "created_at"):
        actions.setdefault(action.objective_id, []).append(action)
    open_ones = rows_of(Objective).filter(state=Objective.State.OPEN).select_related("axis")
    objectives = open_ones.order_by("axis__order", "opened_on")
    meetings = rows_of(Appointment).filter(state=Appointment.State.PLANNED, starts_at__gte=timezone.now())
    running = Q(lease__state=SlidingLease.State.RUNNING, held_on__isnull=True)
    return {
        "objectives": [(objective, actions.get(objective.pk, [])) for objective in objectives],
        "meetings": list(meetings.select_related("kind").order_by("starts_at")),
        "housing": rows_of(HousingPeriod).filter(ended_on__isnull=True).order_by("-started_on").first(),
        "lease": rows_of(SlidingLease).filter(state=SlidingLease.State.RUNNING).first(),
        "review": rows_of(LeaseReview).filter(running).order_by("due_on").first(),
        "debts": _debts(rows_of),
    }


def _debts(rows_of):
    """How much is left, what is late and what is due next: no creditor is named before the file is taken."""
    owed = rows_of(Debt).aggregate(count=Count("pk"), sum=Sum("amount"))
    running = Q(plan__state="running", paid__lt=F("amount"))
    late = running & Q(due_on__lt=timezone.localdate())
    paid = rows_of(Instalment).aggregate(
        sum=Sum("paid"), late=Count("pk", filter=late), next_due=Min("due_on", filter=running)
    )
    left = (owed["sum"] or Decimal(0)) - (paid["sum"] or Decimal(0))
    return {"count": owed["count"], "left": left, "late": paid["late"], "next_due": paid["next_due"]}
