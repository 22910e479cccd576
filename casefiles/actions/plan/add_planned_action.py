"""One step towards an objective: who does it, by when."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused, written
from casefiles.actions.file.rows import RowAction
from casefiles.models import Objective, PlannedAction


@dataclass(kw_only=True, eq=False, repr=False)
class AddPlannedAction(RowAction):
    """`AddPlannedAction(user, objective, statement=…, who=PlannedAction.Who.PERSON, due_on=…).execute()`."""

    statement: str
    who: str
    partner: Any = None
    due_on: datetime.date | None = None

    journal_code = "planned_action.added"

    def _check(self):
        written(self.statement, message="Écrivez l’action en une phrase.", code="statement_needed")
        if self.target.state != Objective.State.OPEN:
            raise Refused("Cet objectif est terminé : reprenez-le avant d’y ajouter une action.", "settled")
        if self.who not in PlannedAction.Who.values:
            raise Refused("Choisissez qui fait l’action.", "who")
        if self.partner is not None and self.who != PlannedAction.Who.PARTNER:
            raise Refused("Un service partenaire ne se choisit que si c’est lui qui agit.", "partner")
        if self.due_on is not None and self.due_on < self.target.opened_on:
            raise Refused("L’échéance précède le jour où l’objectif a été fixé.", "due_before")

    def _perform(self):
        return PlannedAction.objects.create(
            objective=self.target,
            statement=self.statement.strip(),
            who=self.who,
            partner=self.partner,
            due_on=self.due_on,
            author=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"planned_action": str(result.pk), "who": self.who}
