"""A role comes to its end: it stays in the file, among those of before."""

import datetime
from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.rows import RowAction
from casefiles.actions.network.rules import check_days
from casefiles.actions.unchanged import refuse_if_changed


@dataclass(kw_only=True, eq=False, repr=False)
class EndInNetwork(RowAction):
    """`EndInNetwork(user, involvement, ended_on=day).execute()`."""

    ended_on: datetime.date
    seen: int | None = None

    journal_code = "network.ended"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if self.target.ended_on is not None:
            raise Refused(f"Ce rôle est déjà terminé, le {self.target.ended_on:%d/%m/%Y}.", "ended")
        check_days(self.target.started_on, None, self.ended_on, self.day)

    def _perform(self):
        self.target.ended_on = self.ended_on
        self.target.save()
        return self.target

    def _details(self, result):
        return {"involvement": str(result.pk), "role": result.role}
