"""What came of an orientation towards a service; who takes the person on joins the network."""

import datetime
from dataclasses import dataclass

from casefiles.actions.agenda.remind import FinishReminder
from casefiles.actions.base import Refused
from casefiles.actions.file.rows import RowAction
from casefiles.actions.network.add import AddToNetwork
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import OutwardReferral


@dataclass(kw_only=True, eq=False, repr=False)
class TellOutcome(RowAction):
    """`TellOutcome(user, outward, outcome="taken_on", outcome_on=day, role="health").execute()`.

    Told again, it is corrected. With a `role`, the service that takes the person on joins the network.
    """

    outcome: str
    outcome_on: datetime.date
    outcome_note: str = ""
    role: str = ""
    seen: int | None = None

    journal_code = "outward.answered"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        outcomes = OutwardReferral.Outcome
        if self.outcome not in outcomes.values or self.outcome == outcomes.WAITING:
            raise Refused("Choisissez dans la liste ce qui est arrivé.", "outcome")
        if self.outcome_on < self.target.referred_on:
            raise Refused(
                f"Cette réponse précède l’orientation, du {self.target.referred_on:%d/%m/%Y}.", "before"
            )
        if self.outcome_on > self.day:
            raise Refused("Cette date est dans le futur : notez une réponse déjà reçue.", "future")
        self.joining = self._joining()

    def _joining(self):
        if not self.role:
            return None
        if self.outcome != OutwardReferral.Outcome.TAKEN_ON:
            raise Refused("Seul un service qui prend en charge entre dans le réseau.", "role")
        joining = AddToNetwork(
            self.actor,
            self.case_file,
            role=self.role,
            service=self.target.service,
            started_on=self.outcome_on,
            at=self.at,
        )
        joining.check()
        return joining

    def _perform(self):
        outward: OutwardReferral = self.target
        outward.outcome, outward.outcome_on = self.outcome, self.outcome_on
        outward.outcome_note = self.outcome_note.strip() or None
        outward.save()
        if self.joining is not None:
            self.joining.execute()
        if outward.reminder is not None and outward.reminder.done_on is None:
            FinishReminder(self.actor, outward.reminder, at=self.at).execute()
        return outward

    def _details(self, result):
        return {"outward": str(result.pk), "outcome": result.outcome}
