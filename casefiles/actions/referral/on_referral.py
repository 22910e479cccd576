"""What actions on a request share."""

from casefiles.access import may_decide_on
from casefiles.actions.base import Action, Refused
from casefiles.actions.waiting.answer_offer import settle
from casefiles.actions.waiting.turns import close_gap, hold_list
from casefiles.models import PlaceOffer, Referral, ReferralEvent, WaitingEntry


class ReferralAction(Action):
    """An action whose target is a request; one that is decided takes only what says so."""

    works_on_decided = False
    # Whether it may change who waits, or takes a place: the programme is then held first.
    changes_list = False

    def _hold(self):
        if self.changes_list:
            hold_list(self.target.programme_id)
        super()._hold()

    def check(self):
        if not may_decide_on(self.actor, self.target):
            raise Refused("Cette orientation n’est pas de votre dispositif.", "not_yours")
        if self.target.is_decided and not self.works_on_decided:
            raise Refused(
                f"Cette orientation est déjà {self.target.get_status_display()} : la décision est prise.",
                "decided",
            )
        super().check()

    def decide(self, status, **fields):
        """Sign the decision on the request."""
        self.target.status = status
        self.target.decided_at = self.at
        self.target.decided_by = self.actor
        for name, value in fields.items():
            setattr(self.target, name, value)
        self.target.save()

    def log(self, kind, note=None):
        return ReferralEvent.objects.create(
            referral=self.target, kind=kind, happened_at=self.at, by=self.actor, note=note or None
        )

    def leave_waiting_list(self, outcome, reason=None, *, holder=None):
        """End the stay on the waiting list, if there is one; those behind step forward.

        A place kept for this person is theirs when `holder` is who offered it; otherwise it is free again.
        """
        entry = WaitingEntry.objects.filter(referral=self.target, left_on__isnull=True).first()
        if entry is None:
            return None
        self._settle_offers(entry, holder)
        # A stay entered later than the day this act is dated ends on the day it began.
        entry.left_on = max(self.day, entry.entered_on)
        entry.left_by = self.actor
        entry.outcome = outcome
        entry.left_reason = reason or None
        entry.save()
        close_gap(entry.programme_id, entry.turn)
        return entry

    def _settle_offers(self, entry, holder):
        for offer in entry.offers.filter(state__in=PlaceOffer.HELD):
            taken = holder is not None and offer.case_manager_id == holder.pk
            state = PlaceOffer.State.ACCEPTED if taken else PlaceOffer.State.WITHDRAWN
            if offer.state != state:
                settle(offer, state, by=self.actor, at=self.at)

    @property
    def is_waiting(self):
        return self.target.status == Referral.Status.WAITING

    def _entry(self, result):
        return {"target": self.target.reference, "details": self._details(result)}

    def _details(self, result):
        return {}
