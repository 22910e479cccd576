"""An action is put off: a week from its date, or from today when it is late already."""

import datetime
from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction

WEEK = 7
LONGEST = 366


@dataclass(kw_only=True, eq=False, repr=False)
class PostponeAction(FileAction):
    days: int = WEEK

    journal_code = "planned_action.postponed"

    @property
    def case_file(self):
        return self.target.objective.case_file

    def _check(self):
        if not self.target.is_open:
            raise Refused(f"Cette action est déjà {self.target.get_state_display()}.", "ended")
        if not 1 <= self.days <= LONGEST:
            raise Refused("Une action se reporte d’un an au plus : changez plutôt sa date.", "days")

    def _perform(self):
        action = self.target
        action.due_on = max(action.due_on or self.day, self.day) + datetime.timedelta(days=self.days)
        action.save()
        return action

    def _details(self, result):
        return {"planned_action": str(result.pk), "fields": ["due_on"], "days": self.days}
