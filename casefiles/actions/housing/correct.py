"""A period was noted wrongly: where, or from when to when."""

from dataclasses import dataclass, field

from casefiles.actions.file.on_file import FileAction
from casefiles.actions.housing.rules import check_days, check_overlap, others_of
from casefiles.actions.plan.correct_objective import really_changed
from casefiles.actions.unchanged import refuse_if_changed

FIELDS = ("situation", "place", "started_on", "precision", "ended_on")


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectHousing(FileAction):
    """`CorrectHousing(user, period, changes={"ended_on": day}).execute()`."""

    changes: dict = field(default_factory=dict)
    # The revision of the period that the form was made from.
    seen: int | None = None

    journal_code = "housing.corrected"

    @property
    def case_file(self):
        return self.target.case_file

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        self.changes = really_changed(self.target, self.changes, FIELDS)
        started_on = self.changes.get("started_on", self.target.started_on)
        ended_on = self.changes.get("ended_on", self.target.ended_on)
        check_days(started_on, ended_on, self.day)
        check_overlap(started_on, ended_on, others_of(self.case_file, but=self.target.pk))

    def _perform(self):
        for name, value in self.changes.items():
            setattr(self.target, name, value)
        self.target.save()
        return self.target

    def _details(self, result):
        return {"period": str(result.pk), "fields": sorted(self.changes)}
