"""A request that an import received by mistake goes away, as long as nobody has taken it up."""

from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused, hold
from casefiles.actions.referral.edit import mark_of
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.models import Appointment, ReferralEvent, WaitingEntry


@dataclass(kw_only=True, eq=False, repr=False)
class TakeBackReferral(ReferralAction):
    """`TakeBackReferral(user, referral, seen=mark, reason="…").execute()`.

    `seen` is the mark of the request just after the import. The request is deleted: it never was one. That it
    was received, and taken back, stays in the journal, and its reference is not given again.
    """

    seen: Any = None
    reason: str = ""

    journal_code = "referral.import_undone"

    def _hold(self):
        hold(self.target)

    def _check(self):
        if why := why_kept(self.target, self.seen):
            raise Refused(why, "touched")

    def _perform(self):
        self.target.delete()

    def _entry(self, result):
        return {"target": self.target.reference, "reason": self.reason}


def why_kept(referral, seen):
    """Why a request that was imported stays; None when nobody has touched it."""
    if referral.is_decided or referral.status != referral.Status.RECEIVED:
        return f"Cette orientation est {referral.get_status_display()} : elle est gardée."
    events = ReferralEvent.objects.filter(referral=referral)
    if mark_of(referral) != seen or events.exclude(kind=ReferralEvent.Kind.RECEIVED).exists():
        return "Cette orientation a été corrigée ou suivie depuis : elle est gardée telle qu’elle est."
    if Appointment.objects.filter(referral=referral).exists():
        return "Un rendez-vous est prévu pour cette orientation : elle est gardée."
    if WaitingEntry.objects.filter(referral=referral).exists():
        return "Cette orientation est passée par la liste d’attente : elle est gardée."
    return None
