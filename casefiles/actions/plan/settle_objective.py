"""An objective has a result, or is taken up again."""

from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.rows import RowAction
from casefiles.models import Objective


@dataclass(kw_only=True, eq=False, repr=False)
class SettleObjective(RowAction):
    """`state` reached, partly or dropped ends it; open takes it up again; the same one rewords its result."""

    state: str
    result: str = ""

    journal_code = "objective.settled"

    def _check(self):
        if self.state not in Objective.State.values:
            raise Refused("Cet état n’existe pas.", "state")
        if self.state == self.target.state and self.result.strip() in ("", self.target.result):
            raise Refused(f"Cet objectif est déjà « {self.target.get_state_display()} ».", "same_state")
        if self.day < self.target.opened_on:
            raise Refused("Le résultat précède le jour où l’objectif a été fixé.", "before_opening")

    def _perform(self):
        objective = self.target
        if self.state != objective.state:
            objective.closed_on = None if self.state == Objective.State.OPEN else self.day
        objective.state = self.state
        objective.result = self.result.strip() or None
        objective.save()
        return objective

    def _details(self, result):
        return {"objective": str(result.pk), "state": self.state}
