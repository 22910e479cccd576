"""One part of a file as a partner reads it: only these columns, and never a note."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import F, Sum
from django.utils import timezone

from casefiles.access import shared_with
from casefiles.models import (
    Appointment,
    CaseDocument,
    Contact,
    Debt,
    HouseholdMember,
    HousingPeriod,
    Instalment,
    LeaseReview,
    Objective,
    PlannedAction,
    RepaymentPlan,
    SharedPart,
    SlidingLease,
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


def _debts(rows_of, case_file):
    """What is still owed; a debt that is paid is nobody's business any more."""
    dues = rows_of(Instalment)
    paid = defaultdict(Decimal, dues.values_list("plan__debt").annotate(all_paid=Sum("paid")).order_by())
    plans = rows_of(RepaymentPlan).filter(state=RepaymentPlan.State.RUNNING)
    plan_of = {plan.debt_id: plan for plan in plans.only("debt", "monthly")}
    next_of = {}
    for due in dues.filter(plan__in=plan_of.values(), paid__lt=F("amount")).order_by("number"):
        next_of.setdefault(due.plan_id, due)
    debts = rows_of(Debt).only("creditor", "amount")
    for debt in debts.order_by("noted_on", "created_at"):
        debt.told_left = debt.amount - paid[debt.pk]
        debt.told_plan = plan_of.get(debt.pk)
        debt.told_next = debt.told_plan and next_of.get(debt.told_plan.pk)
        if debt.told_left > 0:
            yield debt


def _lease(rows_of, case_file):
    reviews = rows_of(LeaseReview).filter(held_on__isnull=True)
    next_of = dict(reviews.order_by("-due_on").values_list("lease", "due_on"))
    rows = rows_of(SlidingLease).select_related("operator")
    columns = ("operator__name", "operator_name", "started_on", "ends_on", "state", "ended_on")
    for lease in rows.only(*columns).order_by("-started_on", "-created_at"):
        lease.told_review = next_of.get(lease.pk) if lease.is_running else None
        yield lease


def _documents(rows_of, case_file):
    rows = rows_of(CaseDocument).select_related("kind")
    return rows.only("title", "kind__label", "valid_until").order_by("-added_on", "-created_at")


_READERS = {
    SharedPart.IDENTITY: _identity,
    SharedPart.HOUSEHOLD: _household,
    SharedPart.PATH: _path,
    SharedPart.HOUSING: _housing,
    SharedPart.PLAN: _plan,
    SharedPart.AGENDA: _agenda,
    SharedPart.CONTACTS: _contacts,
    SharedPart.DEBTS: _debts,
    SharedPart.LEASE: _lease,
    SharedPart.DOCUMENTS: _documents,
}
