"""A period that never was is taken away; the one before it is not prolonged."""

from dataclasses import dataclass

from casefiles.actions.file.on_file import FileAction
from casefiles.actions.unchanged import refuse_if_changed


@dataclass(kw_only=True, eq=False, repr=False)
class RemoveHousing(FileAction):
    """`RemoveHousing(user, period).execute()`."""

    seen: int | None = None

    journal_code = "housing.removed"

    @property
    def case_file(self):
        return self.target.case_file

    def _check(self):
        refuse_if_changed(self.target, self.seen)

    def _perform(self):
        key = self.target.pk
        self.target.delete()
        return key

    def _details(self, result):
        return {"period": str(result)}
