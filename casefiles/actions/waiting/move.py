"""Somebody is put before or after others: with a written reason, never by a score."""

from dataclasses import dataclass

from casefiles.actions.base import Refused, written
from casefiles.actions.waiting.on_waiting import WaitingAction
from casefiles.actions.waiting.turns import move, waiting_in
from casefiles.models import ReferralEvent, WaitingMove


@dataclass(kw_only=True, eq=False, repr=False)
class MoveInWaitingList(WaitingAction):
    """`MoveInWaitingList(user, entry, turn=1, reason="…").execute()` → WaitingMove."""

    turn: int
    reason: str = ""

    journal_code = "waiting.moved"

    def _check(self):
        count = waiting_in(self.entry.programme_id).count()
        if self.turn is None or not 1 <= self.turn <= count:
            raise Refused(f"Choisissez un tour entre 1 et {count}.", "turn")
        if self.turn == self.entry.turn:
            raise Refused(f"Cette personne est déjà au tour {self.turn}.", "turn")
        written(
            self.reason, message="Écrivez pourquoi cet ordre change : les autres attendent aussi.", least=5
        )

    def _perform(self):
        before = self.entry.turn
        move(self.entry, self.turn)
        self.log(ReferralEvent.Kind.MOVED, f"Du tour {before} au tour {self.turn} : {self.reason.strip()}")
        return WaitingMove.objects.create(
            entry=self.entry,
            moved_on=self.day,
            by=self.actor,
            from_turn=before,
            to_turn=self.turn,
            reason=self.reason.strip(),
        )

    def _details(self, result):
        return {"from": result.from_turn, "to": result.to_turn}
