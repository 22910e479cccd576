"""What actions on somebody who waits share."""

from casefiles.access import may_decide_on
from casefiles.actions.base import Action, Refused, hold
from casefiles.actions.waiting.turns import hold_list
from casefiles.models import ReferralEvent


class WaitingAction(Action):
    """An action whose target is a WaitingEntry, or something that belongs to one."""

    @property
    def entry(self):
        return self.target

    @property
    def referral(self):
        return self.entry.referral

    def _hold(self):
        hold_list(self.entry.programme_id)
        hold(self.referral)
        hold(self.entry)
        if self.entry is not self.target:
            hold(self.target)

    def check(self):
        if not may_decide_on(self.actor, self.referral):
            raise Refused("Cette orientation n’est pas de votre dispositif.", "not_yours")
        if self.entry.left_on is not None:
            raise Refused("Cette personne n’est plus en liste d’attente : relisez la page.", "not_waiting")
        super().check()

    def log(self, kind, note):
        """What the history of the request says of it."""
        return ReferralEvent.objects.create(
            referral=self.referral, kind=kind, happened_at=self.at, by=self.actor, note=note or None
        )

    def _entry(self, result):
        return {"target": self.referral.reference, "details": self._details(result)}

    def _details(self, result):
        return {}
