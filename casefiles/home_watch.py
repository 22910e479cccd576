"""What a lease, or a home that is threatened, asks for by a day: for the page of the day and what is late."""

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from casefiles.access import visible_to
from casefiles.models import HomeAlert, LeaseCheck, LeaseReview, SlidingLease

_RUNNING = Q(state=SlidingLease.State.RUNNING, case_file__closed_on__isnull=True)


def with_what_comes(user, leases):
    """Leases with `next_review` and `next_check`: the first day of each that waits still."""
    reviews = visible_to(user, LeaseReview).filter(lease=OuterRef("pk"), held_on__isnull=True)
    checks = visible_to(user, LeaseCheck).filter(lease=OuterRef("pk"), answer="")
    return leases.annotate(
        next_review=Subquery(reviews.order_by("due_on").values("due_on")[:1]),
        next_check=Subquery(checks.order_by("due_on").values("due_on")[:1]),
    )


def leases_asking(user, until):
    """The leases that ask for something by this day, with `asked_on`: a review, news, or their end.

    News are asked for even once the file is closed.
    """
    rows = with_what_comes(user, visible_to(user, SlidingLease))
    rows = rows.annotate(asked_on=Coalesce("next_check", "next_review", "ends_on"))
    return rows.filter(Q(_RUNNING, asked_on__lte=until) | Q(state="slid", next_check__lte=until))


def open_alerts(user):
    """The alerts that nobody has settled yet, in open files."""
    return visible_to(user, HomeAlert).filter(closed_on__isnull=True, case_file__closed_on__isnull=True)
