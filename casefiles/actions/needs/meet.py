"""Somebody could answer the need after all; or it turns out that nobody did."""

import datetime
from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.rows import RowAction
from casefiles.actions.needs.note import check_kind


@dataclass(kw_only=True, eq=False, repr=False)
class MeetUnmetNeed(RowAction):
    """Met today, or on `met_on`; `met=False` says that it still waits for an answer."""

    met: bool = True
    met_on: datetime.date | None = None

    journal_code = "need.met"

    def _check(self):
        if not self.met:
            if self.target.met_on is None:
                raise Refused("Ce besoin est déjà noté sans solution.", "same_state")
            check_kind(self.target.kind, self.case_file, but=self.target.pk)
            return
        self.met_on = self.met_on or self.day
        if self.target.met_on is not None:
            raise Refused("Une solution est déjà notée pour ce besoin.", "same_state")
        if self.met_on > self.day:
            raise Refused("Cette date est dans le futur : notez une solution déjà trouvée.", "future")
        if self.met_on < self.target.noted_on:
            raise Refused("La solution ne peut pas précéder le besoin.", "before_need")

    def _perform(self):
        self.target.met_on = self.met_on if self.met else None
        self.target.save()
        return self.target

    def _details(self, result):
        return {"need": str(result.pk), "met": self.met}
