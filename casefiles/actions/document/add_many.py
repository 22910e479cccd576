"""Several files chosen at once: each is kept or refused for itself."""

import datetime
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from casefiles.actions.base import Refused
from casefiles.actions.document.add import AddDocument

MOST = 20


@dataclass
class Taken:
    """What became of several files: the documents, and (name, why not) of those that were not kept."""

    documents: list = field(default_factory=list)
    refused: list = field(default_factory=list)

    def told(self, before=0):
        """In words; `before` counts those that were kept just before."""
        many = len(self.documents) + before
        said = (
            "Le document est chiffré et rangé dans le dossier."
            if many == 1
            else f"{many} documents sont chiffrés et rangés dans le dossier."
        )
        return " ".join([said, *(f"Pas gardé, « {name} » : {why}" for name, why in self.refused)])


@dataclass(kw_only=True, eq=False, repr=False)
class AddDocuments:
    """`AddDocuments(user, case_file, uploads=[…], kind=kind).execute()` → Taken.

    Each is named by the title, with a number when there are several, or else by its own file's name. Refused
    as a whole only when nothing was kept.
    """

    actor: Any = field(kw_only=False)
    target: Any = field(kw_only=False)
    uploads: list
    kind: Any
    title: str = ""
    valid_until: datetime.date | None = None
    confidential: bool = False

    def execute(self):
        if len(self.uploads) > MOST:
            raise Refused(f"{MOST} fichiers à la fois, au plus : ajoutez les autres ensuite.", "file")
        taken = Taken()
        for rank, upload in enumerate(self.uploads, start=1):
            try:
                taken.documents.append(self._add(upload, rank))
            except Refused as refused:
                if refused.code != "file":
                    raise
                taken.refused.append((upload.name, refused.message))
        if not taken.documents:
            raise Refused(self._why(taken), "file")
        return taken

    def _why(self, taken):
        if len(taken.refused) == 1:
            return taken.refused[0][1]
        return " ".join(f"« {name} » : {why}" for name, why in taken.refused)

    def _add(self, upload, rank):
        return AddDocument(
            self.actor,
            self.target,
            upload=upload,
            kind=self.kind,
            title=self._title(upload, rank),
            valid_until=self.valid_until,
            confidential=self.confidential,
        ).execute()

    def _title(self, upload, rank):
        given = self.title.strip()
        if not given:
            stem = PurePath(str(upload.name)).stem[:200].strip()
            return stem if len(stem) >= 3 else f"Document {stem}".strip()
        return f"{given} ({rank})" if len(self.uploads) > 1 else given
