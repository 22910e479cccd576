"""A need was noted wrongly: its nature, its axis, its day or what was tried."""

from casefiles.actions.base import Refused
from casefiles.actions.file.rows import CorrectRow
from casefiles.actions.needs.note import check_day, check_kind

FIELDS = ("kind", "axis", "noted_on", "note")


class CorrectNeed(CorrectRow):
    """`CorrectNeed(user, need, changes={"note": "…"}).execute()`."""

    journal_code, noun, fields = "need.corrected", "need", FIELDS

    def _check_changes(self, after):
        if "noted_on" in self.changes:
            check_day(after["noted_on"], self.case_file, self.day)
            if self.target.met_on and after["noted_on"] > self.target.met_on:
                raise Refused("Une solution est notée avant ce jour-là.", "future")
        if "kind" in self.changes:
            check_kind(after["kind"], self.case_file, but=self.target.pk)
