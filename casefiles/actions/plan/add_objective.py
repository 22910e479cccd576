"""An objective, on a life axis, with the person's own words beside ours."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.models import Objective


@dataclass(kw_only=True, eq=False, repr=False)
class AddObjective(FileAction):
    axis: Any
    statement: str
    own_words: str = ""
    means: str = ""
    due_on: datetime.date | None = None

    journal_code = "objective.added"

    def _check(self):
        written(self.statement, message="Écrivez l’objectif en une phrase.", code="statement_needed")
        if not self.axis.active:
            raise Refused("Cet axe n’est plus proposé : choisissez-en un autre.", "axis_inactive")
        if self.due_on is not None and self.due_on < self.day:
            raise Refused("L’échéance précède le jour où l’objectif est fixé.", "due_before")

    def _perform(self):
        return Objective.objects.create(
            case_file=self.target,
            axis=self.axis,
            statement=self.statement.strip(),
            own_words=self.own_words.strip() or None,
            means=self.means.strip() or None,
            opened_on=self.day,
            due_on=self.due_on,
            author=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"objective": str(result.pk), "axis": self.axis.code}
