"""A role was noted wrongly, or lasts until another day than was thought."""

from dataclasses import dataclass, field

from casefiles.actions.file.on_file import FileAction
from casefiles.actions.network.rules import check_days, check_once, check_role
from casefiles.actions.plan.correct_objective import really_changed
from casefiles.actions.unchanged import refuse_if_changed

FIELDS = ("role", "service", "name", "reach", "note", "started_on", "until", "ended_on")


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectNetwork(FileAction):
    """`CorrectNetwork(user, involvement, changes={"until": day}).execute()`."""

    changes: dict = field(default_factory=dict)
    # The revision of the role that the form was made from.
    seen: int | None = None

    journal_code = "network.corrected"

    @property
    def case_file(self):
        return self.target.case_file

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        self.changes = really_changed(self.target, self.changes, FIELDS)
        now = {name: self.changes.get(name, getattr(self.target, name)) for name in FIELDS}
        check_role(now["role"], now["service"], now["name"])
        check_days(now["started_on"], now["until"], now["ended_on"], self.day)
        if now["ended_on"] is None:
            check_once(self.case_file, now["role"], now["service"], but=self.target.pk)

    def _perform(self):
        for name, value in self.changes.items():
            setattr(self.target, name, value)
        self.target.save()
        return self.target

    def _details(self, result):
        return {"involvement": str(result.pk), "fields": sorted(self.changes)}
