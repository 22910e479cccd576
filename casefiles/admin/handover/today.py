"""Files that a colleague proposes to this person."""

from casefiles.access import visible_to
from casefiles.models import Handover


def proposed_to(user):
    """One query; rarely more than one line."""
    rows = visible_to(user, Handover).filter(receiver=user.pk, state=Handover.State.PROPOSED)
    return list(rows.select_related("giver", "case_file__person").order_by("proposed_on"))
