"""The request is refused: with a reason from the list and, when there is one, a service to turn to."""

from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.models import Referral, ReferralEvent, WaitingEntry


@dataclass(kw_only=True, eq=False, repr=False)
class RefuseReferral(ReferralAction):
    reason: Any = None
    note: str = ""
    redirected_to: Any = None

    journal_code = "referral.refused"
    changes_list = True

    def _check(self):
        if self.reason is None:
            raise Refused("Choisissez un motif de refus dans la liste.", "reason_needed")
        if not self.reason.active:
            raise Refused("Ce motif n’est plus proposé : choisissez-en un autre.", "reason_inactive")

    def _perform(self):
        self.leave_waiting_list(WaitingEntry.Outcome.REFUSED)
        self.decide(
            Referral.Status.REFUSED,
            refusal_reason=self.reason,
            redirected_to=self.redirected_to,
            decision_note=self.note.strip() or None,
        )
        self.log(ReferralEvent.Kind.REFUSED, self.note.strip())
        return self.target

    def _details(self, result):
        return {"reason": self.reason.code, "redirected": self.redirected_to is not None}
