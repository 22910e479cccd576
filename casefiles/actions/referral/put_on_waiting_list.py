"""No place, or not yet: the request waits, with a date and a reason, never a score."""

from dataclasses import dataclass

from casefiles.actions.base import Refused, written
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.models import Referral, ReferralEvent, WaitingEntry


@dataclass(kw_only=True, eq=False, repr=False)
class PutOnWaitingList(ReferralAction):
    """Whoever enters takes the last turn."""

    reason: str = ""

    journal_code = "referral.waiting"
    changes_list = True

    def _check(self):
        if self.is_waiting:
            raise Refused("Cette orientation est déjà en liste d’attente.", "already_waiting")
        written(self.reason, message="Écrivez pourquoi la personne attend : elle a le droit de le savoir.")

    def _perform(self):
        WaitingEntry.objects.create(
            referral=self.target, entered_on=self.day, entered_by=self.actor, reason=self.reason.strip()
        )
        self.target.status = Referral.Status.WAITING
        self.target.save()
        self.log(ReferralEvent.Kind.WAITING, self.reason.strip())
        return self.target
