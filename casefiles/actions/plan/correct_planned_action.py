"""An action is worded better, given to somebody else, or to another date."""

from dataclasses import dataclass, field

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.plan.correct_objective import really_changed
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import PlannedAction

FIELDS = ("statement", "who", "partner", "due_on")


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectPlannedAction(FileAction):
    """`CorrectPlannedAction(user, action, changes={"who": "person"}).execute()`."""

    changes: dict = field(default_factory=dict)
    # The revision of the action that the form was made from.
    seen: int | None = None

    journal_code = "planned_action.corrected"

    @property
    def case_file(self):
        return self.target.objective.case_file

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        self.changes = really_changed(self.target, self.changes, FIELDS)
        if "statement" in self.changes:
            written(
                self.changes["statement"], message="Écrivez l’action en une phrase.", code="statement_needed"
            )
        who = self.changes.get("who", self.target.who)
        if who not in PlannedAction.Who.values:
            raise Refused("Choisissez qui fait l’action.", "who")
        if self.changes.get("partner", self.target.partner) and who != PlannedAction.Who.PARTNER:
            raise Refused("Un service partenaire ne se choisit que si c’est lui qui agit.", "partner")
        due_on = self.changes.get("due_on")
        if due_on is not None and due_on < self.target.objective.opened_on:
            raise Refused("L’échéance précède le jour où l’objectif a été fixé.", "due_before")

    def _perform(self):
        for name, value in self.changes.items():
            setattr(self.target, name, value)
        self.target.save()
        return self.target

    def _details(self, result):
        return {"planned_action": str(result.pk), "fields": sorted(self.changes)}
