"""The page of the sliding lease: its line, what was decided, and what one does next."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from casefiles.access import rows_of, visible_to
from casefiles.admin.forms.lease import LEASE_FORMS, LEASE_ITEM_FORMS
from casefiles.admin.lease.line import line_of
from casefiles.admin.room import RoomView
from casefiles.models import LeaseCheck, LeaseMeeting, LeaseReview, Objective, SlidingLease


@dataclass
class Told:
    """One lease with all that is of it, and the forms of what may be done."""

    lease: Any
    line: Any
    before: list
    after: list
    forms: dict = field(default_factory=dict)


class LeaseView(RoomView):
    address, title, template = "lease", "Bail glissant", "casefiles/admin/lease/page.html"
    forms, item_forms = LEASE_FORMS, LEASE_ITEM_FORMS
    open_when_closed = ("suite",)

    def context(self, user, case_file, forms):
        leases = leases_of(user, case_file)
        told = [tell(lease, forms) for lease in leases]
        running = any(lease.is_running for lease in leases)
        return {
            "leases": told,
            "is_empty": not told,
            "start_form": None if running else forms.of("commencer"),
        }


def leases_of(user, case_file):
    """The leases of a file, the last one first, with all that is of them: six queries however many."""
    return list(
        rows_of(user, case_file, SlidingLease)
        .select_related("operator", "author")
        .prefetch_related(
            Prefetch("reviews", queryset=visible_to(user, LeaseReview).select_related("author")),
            Prefetch("checks", queryset=visible_to(user, LeaseCheck).select_related("author")),
            Prefetch(
                "meetings",
                queryset=visible_to(user, LeaseMeeting)
                .select_related("contact__author")
                .order_by("contact__date", "contact__created_at"),
            ),
            Prefetch("objectives", queryset=visible_to(user, Objective).select_related("axis")),
        )
        .order_by("-started_on", "-created_at")
    )


def tell(lease, forms):
    meetings = list(lease.meetings.all())
    line = line_of(
        lease,
        timezone.localdate(),
        reviews=lease.reviews.all(),
        checks=lease.checks.all(),
        meetings=[meeting.contact.date for meeting in meetings],
    )
    for row in (*lease.reviews.all(), *lease.checks.all()):
        row.form = forms.of("point" if isinstance(row, LeaseReview) else "suite", row)
    before = [one for one in meetings if lease.ended_on is None or one.contact.date <= lease.ended_on]
    after = [one for one in meetings if one not in before]
    return Told(lease, line, before, after, _forms(lease, forms))


def _forms(lease, forms):
    slots = ["rencontre"]
    if lease.is_running:
        lived = lease.meetings.all() or any(review.held_on for review in lease.reviews.all())
        slots += ["corriger", "glisser", "arreter"] + ([] if lived else ["enlever"])
    elif not any(check.answer for check in lease.checks.all()):
        slots += ["reprendre"]
    return {slot: forms.of(slot, lease) for slot in slots}
