"""What the file page shows, section by section, with a number of queries that never grows."""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch
from django.utils import timezone

from casefiles.access import rows_of, visible_to
from casefiles.models import (
    CaseDocument,
    Closure,
    Contact,
    ContactCorrection,
    HouseholdMember,
    Objective,
    PlannedAction,
    RhythmChange,
)
from casefiles.silence import last_heard, next_contact, silent_from
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry

CONTACTS_SHOWN = 8
# Unfolded, with all one may do with each; what is older is read on the line of time, page by page.
CONTACTS_UNFOLDED = 100
READS_SHOWN = 12
READS_LOOKED_THROUGH = 200
EXPIRY_DAYS = 30
_NAME = ("actor_id", "actor__first_name", "actor__last_name", "actor__email")
# Every way by which somebody comes to know what the file holds, the spreadsheets included.
READ_ACTS = (
    "casefile.read",
    "casefile.printed",
    "casefile.timeline_read",
    "document.read",
    "document.previewed",
    "letter.read",
    "letter.printed",
    "referral.read",
    "person.compared",
    "exchange.named",
    "exchange.contacts_exported",
    "exchange.housing_exported",
    "exchange.compared",
    "exchange.answers_exported",
    "assessment.read",
    "assessment.compared",
    "contract.read",
    "contract.printed",
    "sharing.read",
)


@dataclass(frozen=True)
class Alert:
    """Something to look at today; `target` is the section where one does something about it."""

    icon: str
    words: str
    target: str
    pressing: bool = True


def contacts_of(user, case_file, most=CONTACTS_SHOWN):
    """The latest contacts; `most` None gives all of them."""
    corrections = rows_of(user, case_file, ContactCorrection).select_related("by").order_by("-corrected_at")
    rows = (
        rows_of(user, case_file, Contact)
        .select_related("kind", "medium", "axis", "objective", "author", "completes")
        .prefetch_related(
            Prefetch("corrections", queryset=corrections),
            Prefetch("complements", queryset=rows_of(user, case_file, Contact).order_by("created_at")),
        )
    )
    return list(rows[:most])


def plan_of(user, case_file):
    """[(axis, [objectives with their actions])], in the order of the axes, those under way first."""
    actions = (
        rows_of(user, case_file, PlannedAction).select_related("partner").order_by("due_on", "created_at")
    )
    objectives = (
        rows_of(user, case_file, Objective)
        .select_related("axis", "author")
        .prefetch_related(Prefetch("actions", queryset=actions))
        .order_by("axis__order", "axis__label", "opened_on", "created_at")
    )
    rows = sorted(
        objectives, key=lambda row: (row.axis.order, row.axis.label, row.state != Objective.State.OPEN)
    )
    return [(axis, list(group)) for axis, group in groupby(rows, key=lambda row: row.axis)]


def open_objectives(plan):
    """The objectives under way, in the order of the plan."""
    return [objective for _axis, objectives in plan for objective in objectives if objective.is_open]


def open_actions(plan):
    """The actions still to be done, soonest first; those without a date come last."""
    found = [
        action for objective in open_objectives(plan) for action in objective.actions.all() if action.is_open
    ]
    return sorted(found, key=lambda action: action.due_on or datetime.date.max)


def documents_of(user, case_file):
    rows = rows_of(user, case_file, CaseDocument)
    return list(rows.select_related("stored_file", "kind", "added_by"))


def household_of(user, case_file):
    person = case_file.person
    members = (
        visible_to(user, HouseholdMember).filter(household__person=person).order_by("relation", "created_at")
    )
    return getattr(person, "household", None), list(members)


@dataclass
class Reading:
    """One person's readings of the file on one day."""

    who: str
    roles: str
    day: datetime.date
    last: datetime.datetime
    count: int


def readings_of(case_file):
    """Who read this file, one line per person and day, the most recent first."""
    # Two hundred entries for a dozen lines: six columns of each.
    entries = JournalEntry.objects.filter(subject=case_file.pk, action__in=READ_ACTS).order_by("-id")
    lines = {}
    for actor, first, last, email, roles, moment in entries.values_list(*_NAME, "actor_roles", "recorded_at")[
        :200
    ]:
        day = timezone.localdate(moment)
        line = lines.get((actor, day))
        if line is None:
            who = str(User(first_name=first, last_name=last, email=email)) if actor else "–"
            words = ", ".join(_role(code) for code in roles.split(",") if code)
            lines[actor, day] = Reading(who, words, day, moment, 1)
        else:
            line.count += 1
    return list(lines.values())[:READS_SHOWN]


def _role(code):
    return Role(code).label if code in Role.values else code


def closures_of(user, case_file):
    """Every exit of the file, the last one first."""
    rows = rows_of(user, case_file, Closure)
    related = ("exit_reason", "housing_outcome", "oriented_to", "closed_by", "reopened_by")
    return list(rows.select_related(*related).order_by("-closed_on", "-created_at"))


def rhythms_of(user, case_file):
    """The rhythms of the file, the present one first."""
    rows = rows_of(user, case_file, RhythmChange)
    return list(rows.select_related("rhythm", "by").order_by("-since", "-created_at"))


def alerts_of(user, case_file, *, street, path, actions, documents, closures=()):
    """What asks for attention on this file today, the most pressing first."""
    if case_file.is_closed:
        return []
    today = timezone.localdate()
    found = [
        *_late_actions(actions, today),
        *_silence(case_file, closures, today),
        *_street(street),
        *_documents(documents, today),
        *_slow(path),
    ]
    if case_file.case_manager_id is None:
        found.insert(0, Alert("user", "Personne n’accompagne ce dossier", "parcours"))
    return found


def _late_actions(actions, today):
    late = sum(1 for action in actions if action.is_late(today))
    if late:
        yield Alert("tasks", f"{late} action{'s' if late > 1 else ''} en retard", "plan")


def _silence(case_file, closures, today):
    late = next_contact(case_file, today)
    days = (today - last_heard(case_file, closures)).days
    if late.is_late:
        since = f"Contact attendu depuis {late.late_days} jour{'s' if late.late_days > 1 else ''}"
        yield Alert("time", f"{since} ({str(late.rhythm).lower()})", "contacts")
    elif days >= silent_from(case_file):
        yield Alert("comment", f"Sans contact depuis {days} jours", "contacts")


def _street(street):
    # Once the limit is past nothing can be done about it: the header says so, the alert would never leave.
    if street.warning:
        yield Alert("time", f"Rue : {street.what_is_left}", "parcours", pressing=street.warning == "urgent")


def _documents(documents, today):
    limit = today + datetime.timedelta(days=EXPIRY_DAYS)
    for document in documents:
        if document.asks_for_renewal(limit):
            past = document.valid_until < today
            words = "n’est plus valable depuis le" if past else "valable jusqu’au"
            yield Alert(
                "doc-full", f"{document.kind} : {words} {document.valid_until:%d/%m/%Y}", "documents", past
            )


def _slow(path):
    for step in path:
        if step.is_slow:
            words = f"Étape « {step.stage} » depuis {step.days} jours (d’habitude {step.stage.usual_days})"
            yield Alert("history", words, "parcours", pressing=False)
