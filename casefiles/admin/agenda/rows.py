"""Which appointments and reminders a page of the agenda shows; each list is one query."""

import datetime

from django.db.models import Q
from django.utils import timezone

from casefiles.access import rows_of, visible_to
from casefiles.models import Appointment, Reminder
from casefiles.moments import day_bounds

_WITH = ("case_file__person", "case_file__programme", "referral", "kind", "medium", "contact", "owner")
# Past this, an appointment that nobody said anything about is no longer asked about.
ASKED_DAYS = 90


def appointments_of(user, first, last, *, team=False):
    """The appointments from `first` to `last`, both included: one's own, or those of everyone she sees."""
    since, until = day_bounds(first, last)
    rows = visible_to(user, Appointment).filter(starts_at__gte=since, starts_at__lt=until)
    if not team:
        rows = rows.filter(owner=user)
    return rows.select_related(*_WITH).order_by("starts_at", "created_at")


def reminders_of(user, *, until, since=None):
    """One's own reminders that are not done, due by `until`."""
    rows = visible_to(user, Reminder).filter(owner=user, done_on__isnull=True, due_on__lte=until)
    if since is not None:
        rows = rows.filter(due_on__gte=since)
    return rows.select_related("case_file__person").order_by("due_on", "created_at")


def to_report(user, now=None):
    """One's own past appointments that nothing was said of yet, the oldest first.

    In a file, that is those without a contact unless the person did not come; elsewhere, those still planned.
    """
    return _to_report(visible_to(user, Appointment).filter(owner=user), now)


def to_report_in(user, case_file, now=None):
    """The same in one file, in whosever agenda they are."""
    return _to_report(rows_of(user, case_file, Appointment), now)


def _to_report(rows, now):
    now = now or timezone.now()
    planned, held = Appointment.State.PLANNED, Appointment.State.HELD
    silent = Q(state=planned) | Q(state=held, case_file__isnull=False)
    rows = rows.filter(
        silent,
        Q(case_file__isnull=True) | Q(case_file__closed_on__isnull=True),
        contact__isnull=True,
        starts_at__lt=now,
        starts_at__gte=now - datetime.timedelta(days=ASKED_DAYS),
    )
    return rows.select_related(*_WITH).order_by("starts_at")


def to_come_in(user, case_file, now=None):
    """The planned appointments of a file that have not begun."""
    rows = visible_to(user, Appointment).filter(
        case_file=case_file, state=Appointment.State.PLANNED, starts_at__gte=now or timezone.now()
    )
    return rows.select_related("kind", "medium", "owner").order_by("starts_at")


def reminders_in(user, case_file):
    rows = rows_of(user, case_file, Reminder).filter(done_on__isnull=True)
    return rows.select_related("owner").order_by("due_on", "created_at")
