"""Files that a colleague proposes to this person, and those where she stands in today."""

from django.db.models import Q
from django.utils import timezone

from casefiles.access import visible_to
from casefiles.models import Handover


def given_to(user):
    """One query; rarely more than one line. What waits for an answer comes first."""
    today = timezone.localdate()
    runs = Q(state=Handover.State.ACCEPTED, cover_ended_on__isnull=True)
    runs &= Q(covers_from__lte=today, covers_until__gte=today)
    rows = visible_to(user, Handover).filter(Q(state=Handover.State.PROPOSED) | runs, receiver=user.pk)
    found = rows.select_related("giver", "case_file__person").order_by("proposed_on")
    return sorted(found, key=lambda row: not row.is_open)
