"""A planned action is under way, done, dropped, or taken up again."""

from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.models import PlannedAction


@dataclass(kw_only=True, eq=False, repr=False)
class SetActionState(FileAction):
    state: str
    result: str = ""

    journal_code = "planned_action.changed"

    @property
    def case_file(self):
        return self.target.objective.case_file

    def _check(self):
        if self.state not in PlannedAction.State.values:
            raise Refused("Cet état n’existe pas.", "state")
        if self.state == self.target.state and self.result.strip() in ("", self.target.result):
            raise Refused(f"Cette action est déjà « {self.target.get_state_display()} ».", "same_state")

    def _perform(self):
        action = self.target
        if self.state != action.state:
            action.done_on = None if self.state in PlannedAction.OPEN else self.day
        action.state = self.state
        action.result = self.result.strip() or None
        action.save()
        return action

    def _details(self, result):
        return {"planned_action": str(result.pk), "state": self.state}
