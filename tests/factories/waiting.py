"""People who wait, put on the list by the action."""

from casefiles.actions import PutOnWaitingList
from casefiles.models import WaitingEntry
from tests.factories import casefiles as make


def waiting(actor, programme, *, at=None, **changes):
    """A request received and put on the waiting list; returns the WaitingEntry."""
    referral = make.received_referral(programme, at=at, **changes)
    PutOnWaitingList(actor, referral, reason="Aucune place", at=at).execute()
    return WaitingEntry.objects.get(referral=referral, left_on__isnull=True)
