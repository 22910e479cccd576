"""The answer to a place that was offered: yes leads to admission; no leaves the person on the list."""

from dataclasses import dataclass

from casefiles.actions.base import Refused, written
from casefiles.actions.waiting.on_waiting import WaitingAction
from casefiles.models import PlaceOffer, ReferralEvent

State = PlaceOffer.State


@dataclass(kw_only=True, eq=False, repr=False)
class AnswerOffer(WaitingAction):
    """`AnswerOffer(user, offer, state="declined", note="…").execute()` → PlaceOffer.

    Accepted, the place stays kept until the file is opened; one may still change one's mind.
    """

    state: str
    note: str = ""

    journal_code = "waiting.answered"

    @property
    def entry(self):
        return self.target.entry

    def _check(self):
        if self.state not in (State.ACCEPTED, State.DECLINED, State.WITHDRAWN):
            raise Refused("Choisissez une réponse dans la liste.", "state")
        if self.target.state not in PlaceOffer.HELD or self.target.state == self.state:
            raise Refused(
                f"Cette place est déjà {self.target.get_state_display()} : relisez la page.", "answered"
            )
        if self.state == State.WITHDRAWN:
            written(self.note, message="Écrivez pourquoi la proposition est retirée.")
        if self.at < self.target.offered_at:
            raise Refused("La réponse ne peut pas précéder la proposition.", "before_offer")

    def _perform(self):
        self.log(
            ReferralEvent.Kind.ANSWERED,
            f"{State(self.state).label.capitalize()}. {self.note.strip()}".strip(),
        )
        return settle(self.target, self.state, by=self.actor, at=self.at, note=self.note)

    def _details(self, result):
        return {"state": str(result.state)}


def settle(offer, state, *, by, at, note=""):
    """Write the answer on the offer; what was said when it was made stays before it."""
    offer.state, offer.answered_by = state, by
    offer.answered_at = max(at, offer.offered_at)
    offer.note = "\n".join(filter(None, (offer.note, note.strip()))) or None
    offer.save()
    return offer
