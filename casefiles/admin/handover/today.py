"""Files that a colleague proposes to this person, and those where she stands in today."""

from django.db.models import Q
from django.utils import timezone

from casefiles.access import visible_to
from casefiles.models import Handover
from casefiles.models.handover import covers_on


def given_to(user):
    """One query; rarely more than one line. What waits for an answer comes first."""
    asked = Q(state=Handover.State.PROPOSED) | covers_on(timezone.localdate())
    rows = visible_to(user, Handover).filter(asked, receiver=user.pk)
    found = rows.select_related("giver", "case_file__person").order_by("proposed_on")
    return sorted(found, key=lambda row: not row.is_open)
