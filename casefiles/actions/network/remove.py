"""What was noted by mistake is taken away; a role that was real is ended instead."""

from dataclasses import dataclass

from casefiles.actions.file.on_file import FileAction
from casefiles.actions.unchanged import refuse_if_changed


@dataclass(kw_only=True, eq=False, repr=False)
class RemoveFromNetwork(FileAction):
    """`RemoveFromNetwork(user, involvement).execute()`."""

    seen: int | None = None

    journal_code = "network.removed"

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
        return {"involvement": str(result)}


@dataclass(kw_only=True, eq=False, repr=False)
class RemoveOutwardReferral(RemoveFromNetwork):
    """`RemoveOutwardReferral(user, outward).execute()`; the reminder that asked about it goes with it."""

    journal_code = "outward.removed"

    def _perform(self):
        reminder = self.target.reminder
        key = super()._perform()
        if reminder is not None and reminder.done_on is None:
            reminder.delete()
        return key

    def _details(self, result):
        return {"outward": str(result)}
