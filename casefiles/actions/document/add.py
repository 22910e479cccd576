"""A document joins the file: its bytes go to the vault, encrypted."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.access import may_read_confidential
from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.models import CaseDocument
from portal.vault.storage import RefusedFile, store

KINDS = {"pdf", "image"}


@dataclass(kw_only=True, eq=False, repr=False)
class AddDocument(FileAction):
    """`upload` is a Django file; a file that is refused says why in French."""

    upload: Any
    kind: Any
    title: str
    valid_until: datetime.date | None = None
    confidential: bool = False

    journal_code = "document.added"

    def _check(self):
        written(self.title, message="Donnez un intitulé au document.", code="title_needed")
        if self.confidential and not may_read_confidential(self.actor, self.target):
            raise Refused(
                "Un document confidentiel est réservé à la personne référente du dossier.", "not_confidential"
            )

    def _perform(self):
        try:
            stored = store(self.upload, name=self.upload.name, kinds=KINDS, stored_by=self.actor)
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
        )

    def _details(self, result):
        return {"document": str(result.pk), "kind": self.kind.code}
