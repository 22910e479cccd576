"""Somebody sleeps elsewhere since a day: what lasted until then ends on that day."""

import datetime
from dataclasses import dataclass

from casefiles.actions.file.on_file import FileAction
from casefiles.actions.housing.rules import check_days, check_overlap, others_of, settle_in
from casefiles.models import DatePrecision, HousingPeriod


@dataclass(kw_only=True, eq=False, repr=False)
class NoteHousing(FileAction):
    """`NoteHousing(user, case_file, situation="shelter", started_on=day).execute()`.

    Without `ended_on` it lasts until the period that follows, or still. A period that lasted still when this
    one begins ends with it.
    """

    situation: str
    started_on: datetime.date
    ended_on: datetime.date | None = None
    place: str = ""
    precision: str = DatePrecision.DAY

    journal_code = "housing.noted"

    def _check(self):
        check_days(self.started_on, self.ended_on, self.day)
        others = others_of(self.target)
        self.ended_on, self.left = settle_in(self.started_on, self.ended_on, others)
        if self.left is not None:
            self.left.ended_on = self.started_on
        check_overlap(self.started_on, self.ended_on, others)

    def _perform(self):
        if self.left is not None:
            self.left.save()
        return HousingPeriod.objects.create(
            case_file=self.target,
            situation=self.situation,
            place=self.place.strip() or None,
            started_on=self.started_on,
            precision=self.precision,
            ended_on=self.ended_on,
            author=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"period": str(result.pk), "ended": str(self.left.pk) if self.left else ""}
