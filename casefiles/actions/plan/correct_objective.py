"""An objective is worded better, moved to another axis, given other means or another date."""

from casefiles.actions.base import Refused, written
from casefiles.actions.file.rows import CorrectRow

FIELDS = ("axis", "statement", "own_words", "means", "due_on")


class CorrectObjective(CorrectRow):
    """`CorrectObjective(user, objective, changes={"statement": "…"}).execute()`."""

    journal_code, noun, fields = "objective.corrected", "objective", FIELDS

    def _check_changes(self, after):
        written(after["statement"], message="Écrivez l’objectif en une phrase.", code="statement_needed")
        if "axis" in self.changes and not after["axis"].active:
            raise Refused("Cet axe n’est plus proposé : choisissez-en un autre.", "axis_inactive")
        due_on = self.changes.get("due_on")
        if due_on is not None and due_on < self.target.opened_on:
            raise Refused("L’échéance précède le jour où l’objectif a été fixé.", "due_before")
