"""Something is missing: who sends is asked to complete the request."""

from dataclasses import dataclass

from casefiles.actions.base import written
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.models import Referral, ReferralEvent, WaitingEntry


@dataclass(kw_only=True, eq=False, repr=False)
class AskForMore(ReferralAction):
    question: str = ""

    journal_code = "referral.more_asked"
    changes_list = True

    def _check(self):
        written(self.question, message="Écrivez ce qui manque : c’est ce que vous demanderez au service.")

    def _perform(self):
        self.leave_waiting_list(WaitingEntry.Outcome.BACK)
        self.target.status = Referral.Status.MORE_INFO
        self.target.save()
        self.log(ReferralEvent.Kind.ASKED_MORE, self.question.strip())
        return self.target
