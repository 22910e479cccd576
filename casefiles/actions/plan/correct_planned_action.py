"""An action is worded better, given to somebody else, or to another date."""

from casefiles.actions.base import Refused, written
from casefiles.actions.file.rows import CorrectRow
from casefiles.models import PlannedAction

FIELDS = ("statement", "who", "partner", "due_on")


class CorrectPlannedAction(CorrectRow):
    """`CorrectPlannedAction(user, action, changes={"who": "person"}).execute()`."""

    journal_code, noun, fields = "planned_action.corrected", "planned_action", FIELDS

    @property
    def case_file(self):
        return self.target.objective.case_file

    def _check_changes(self, after):
        written(after["statement"], message="Écrivez l’action en une phrase.", code="statement_needed")
        if after["who"] not in PlannedAction.Who.values:
            raise Refused("Choisissez qui fait l’action.", "who")
        if after["partner"] and after["who"] != PlannedAction.Who.PARTNER:
            raise Refused("Un service partenaire ne se choisit que si c’est lui qui agit.", "partner")
        due_on = self.changes.get("due_on")
        if due_on is not None and due_on < self.target.objective.opened_on:
            raise Refused("L’échéance précède le jour où l’objectif a été fixé.", "due_before")
