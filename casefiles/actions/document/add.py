"""A document joins the file: cleaned of what it hides, then encrypted in the vault."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.access import may_read_confidential
from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.models import CaseDocument
from portal.vault.intake import TAKEN, Cleaned, clean
from portal.vault.storage import RefusedFile, store

LONG_AGO = datetime.date(1950, 1, 1)
LATEST = datetime.date(2150, 1, 1)


@dataclass(kw_only=True, eq=False, repr=False)
class AddDocument(FileAction):
    """`upload` is a Django file; a file that is refused says why in French."""

    upload: Any
    kind: Any
    title: str
    valid_until: datetime.date | None = None
    confidential: bool = False

    journal_code = "document.added"

    def execute(self):
        """The file is cleaned before the transaction begins: it takes a moment, and others write."""
        self.check()
        self.upload = cleaned(self.upload)
        return super().execute()

    def _check(self):
        written(self.title, message="Donnez un intitulé au document.", code="title_needed")
        check_valid_until(self.valid_until)
        check_confidential(self.actor, self.case_file, self.confidential)

    def _perform(self):
        try:
            stored = store(self.upload, name=self.upload.name, kinds=TAKEN, stored_by=self.actor)
        except RefusedFile as refused:
            raise Refused(refused.message, "file") from refused
        return CaseDocument.objects.create(
            case_file=self.target,
            stored_file=stored,
            kind=self.kind,
            title=self.title.strip(),
            added_on=self.day,
            added_by=self.actor,
            valid_until=self.valid_until,
            confidential=self.confidential,
            sheets=self.upload.sheets,
        )

    def _details(self, result):
        return {"document": str(result.pk), "kind": self.kind.code}


def cleaned(upload):
    """The file as it may be kept; Refused says why it may not."""
    if isinstance(upload, Cleaned):
        return upload
    try:
        return clean(upload)
    except RefusedFile as refused:
        raise Refused(refused.message, "file") from refused


def check_confidential(actor, case_file, confidential):
    """Raise Refused when somebody would hide a paper that she may not read herself."""
    if confidential and not may_read_confidential(actor, case_file):
        raise Refused(
            "Un document confidentiel est réservé à la personne référente du dossier.", "not_confidential"
        )


def check_valid_until(day):
    """Raise Refused for a year that nobody can have meant; a paper that ended long ago may still be kept."""
    if day is not None and not LONG_AGO <= day <= LATEST:
        raise Refused("Vérifiez l’année : cette fin de validité n’est pas possible.", "valid_until")
