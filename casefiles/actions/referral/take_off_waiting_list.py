"""The request comes back to be decided."""

from dataclasses import dataclass

from casefiles.actions.base import Refused, written
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.models import Referral, ReferralEvent, WaitingEntry


@dataclass(kw_only=True, eq=False, repr=False)
class TakeOffWaitingList(ReferralAction):
    reason: str = ""

    journal_code = "referral.left_waiting"
    changes_list = True

    def _check(self):
        if not self.is_waiting:
            raise Refused("Cette orientation n’est pas en liste d’attente.", "not_waiting")
        written(self.reason, message="Écrivez pourquoi la personne quitte la liste d’attente.")

    def _perform(self):
        self.leave_waiting_list(WaitingEntry.Outcome.BACK, self.reason.strip())
        self.target.status = Referral.Status.RECEIVED
        self.target.save()
        self.log(ReferralEvent.Kind.LEFT_WAITING, self.reason.strip())
        return self.target
