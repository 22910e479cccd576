"""A document was named, sorted or dated wrongly; or is reserved to whoever holds the file."""

from casefiles.actions.base import written
from casefiles.actions.document.add import check_confidential, check_valid_until
from casefiles.actions.file.rows import CorrectRow

FIELDS = ("title", "kind", "valid_until", "remind", "confidential")


class CorrectDocument(CorrectRow):
    """`CorrectDocument(user, document, changes={"valid_until": day}).execute()`."""

    journal_code, noun, fields = "document.corrected", "document", FIELDS

    def _check(self):
        check_confidential(self.actor, self.case_file, self.target.confidential)
        super()._check()

    def _check_changes(self, after):
        written(after["title"], message="Donnez un intitulé au document.", code="title_needed")
        check_valid_until(self.changes.get("valid_until"))
        check_confidential(self.actor, self.case_file, after["confidential"])
