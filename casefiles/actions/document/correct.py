"""A document was named, sorted or dated wrongly; or is reserved to whoever holds the file."""

from dataclasses import dataclass, field

from casefiles.actions.base import written
from casefiles.actions.document.add import check_confidential, check_valid_until
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.plan.correct_objective import really_changed
from casefiles.actions.unchanged import refuse_if_changed

FIELDS = ("title", "kind", "valid_until", "remind", "confidential")


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectDocument(FileAction):
    """`CorrectDocument(user, document, changes={"valid_until": day}).execute()`."""

    changes: dict = field(default_factory=dict)
    # The revision of the document that the form was made from.
    seen: int | None = None

    journal_code = "document.corrected"

    @property
    def case_file(self):
        return self.target.case_file

    def _check(self):
        check_confidential(self.actor, self.case_file, self.target.confidential)
        refuse_if_changed(self.target, self.seen)
        self.changes = really_changed(self.target, self.changes, FIELDS)
        if "title" in self.changes:
            written(self.changes["title"], message="Donnez un intitulé au document.", code="title_needed")
        check_valid_until(self.changes.get("valid_until"))
        check_confidential(self.actor, self.case_file, self.changes.get("confidential", False))

    def _perform(self):
        for name, value in self.changes.items():
            setattr(self.target, name, value)
        self.target.save()
        return self.target

    def _details(self, result):
        return {"document": str(result.pk), "fields": sorted(self.changes)}
