"""A period was noted wrongly: where, or from when to when."""

from casefiles.actions.file.rows import CorrectRow
from casefiles.actions.housing.rules import check_days, check_overlap, others_of

FIELDS = ("situation", "place", "started_on", "precision", "ended_on")


class CorrectHousing(CorrectRow):
    """`CorrectHousing(user, period, changes={"ended_on": day}).execute()`."""

    journal_code, noun, fields = "housing.corrected", "period", FIELDS

    def _check_changes(self, after):
        check_days(after["started_on"], after["ended_on"], self.day)
        check_overlap(after["started_on"], after["ended_on"], others_of(self.case_file, but=self.target.pk))
