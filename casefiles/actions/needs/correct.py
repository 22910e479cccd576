"""A need was noted wrongly: its nature, its axis, its day or what was tried."""

from dataclasses import dataclass, field

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.needs.note import check_day, check_kind
from casefiles.actions.plan.correct_objective import really_changed
from casefiles.actions.unchanged import refuse_if_changed

FIELDS = ("kind", "axis", "noted_on", "note")


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectNeed(FileAction):
    """`CorrectNeed(user, need, changes={"note": "…"}).execute()`."""

    changes: dict = field(default_factory=dict)
    # The revision of the need that the form was made from.
    seen: int | None = None

    journal_code = "need.corrected"

    @property
    def case_file(self):
        return self.target.case_file

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        self.changes = really_changed(self.target, self.changes, FIELDS)
        if "noted_on" in self.changes:
            check_day(self.changes["noted_on"], self.case_file, self.day)
            if self.target.met_on and self.changes["noted_on"] > self.target.met_on:
                raise Refused("Une solution est notée avant ce jour-là.", "future")
        if "kind" in self.changes:
            check_kind(self.changes["kind"], self.case_file, but=self.target.pk)

    def _perform(self):
        for name, value in self.changes.items():
            setattr(self.target, name, value)
        self.target.save()
        return self.target

    def _details(self, result):
        return {"need": str(result.pk), "fields": sorted(self.changes)}
