"""An objective is worded better, moved to another axis, given other means or another date."""

from dataclasses import dataclass, field

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import Objective

FIELDS = ("axis", "statement", "own_words", "means", "due_on")


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectObjective(FileAction):
    """`CorrectObjective(user, objective, changes={"statement": "…"}).execute()`."""

    changes: dict = field(default_factory=dict)
    # The revision of the objective that the form was made from.
    seen: int | None = None

    journal_code = "objective.corrected"

    @property
    def case_file(self):
        return self.target.case_file

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        self.changes = really_changed(self.target, self.changes, FIELDS)
        if "statement" in self.changes:
            words = self.changes["statement"]
            written(words, message="Écrivez l’objectif en une phrase.", code="statement_needed")
        if "axis" in self.changes and not self.changes["axis"].active:
            raise Refused("Cet axe n’est plus proposé : choisissez-en un autre.", "axis_inactive")
        due_on = self.changes.get("due_on")
        if due_on is not None and due_on < self.target.opened_on:
            raise Refused("L’échéance précède le jour où l’objectif a été fixé.", "due_before")

    def _perform(self):
        objective: Objective = self.target
        for name, value in self.changes.items():
            setattr(objective, name, value)
        objective.save()
        return objective

    def _details(self, result):
        return {"objective": str(result.pk), "fields": sorted(self.changes)}


def really_changed(row, changes, fields):
    """The changes that change something, blanks as nothing; Refused when none does."""
    unknown = set(changes) - set(fields)
    if unknown:
        raise Refused("Cette information ne se corrige pas ici.", "unknown_field")
    tidy = {
        name: (value.strip() or None) if isinstance(value, str) else value for name, value in changes.items()
    }
    found = {name: value for name, value in tidy.items() if (getattr(row, name) or None) != (value or None)}
    if not found:
        raise Refused("Rien n’a changé : corrigez au moins une information.", "nothing")
    return found
