"""A role was noted wrongly, or lasts until another day than was thought."""

from casefiles.actions.file.rows import CorrectRow
from casefiles.actions.network.rules import check_days, check_once, check_role

FIELDS = ("role", "service", "name", "reach", "note", "started_on", "until", "ended_on")


class CorrectNetwork(CorrectRow):
    """`CorrectNetwork(user, involvement, changes={"until": day}).execute()`."""

    journal_code, noun, fields = "network.corrected", "involvement", FIELDS

    def _check_changes(self, after):
        check_role(after["role"], after["service"], after["name"])
        check_days(after["started_on"], after["until"], after["ended_on"], self.day)
        if after["ended_on"] is None:
            check_once(self.case_file, after["role"], after["service"], but=self.target.pk)
