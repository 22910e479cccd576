"""The signed paper, scanned, joins the documents of the file and the version it is a copy of."""

from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused
from casefiles.actions.contract.on_contract import ContractAction
from casefiles.actions.document.add import AddDocument, cleaned
from casefiles.models import DocumentKind, EngagementContract


@dataclass(kw_only=True, eq=False, repr=False)
class KeepSignedCopy(ContractAction):
    """A better scan may come later: the one before stays among the documents."""

    upload: Any

    journal_code = "contract.copy_kept"

    def execute(self):
        """The scan is cleaned before the transaction begins, as AddDocument does of its own."""
        self.check()
        self.upload = cleaned(self.upload)
        return super().execute()

    def _check(self):
        if self.target.state == EngagementContract.State.DISCARDED:
            raise Refused("Cette version est abandonnée : elle n’a pas d’exemplaire signé.", "ended")
        self._kind = DocumentKind.objects.filter(code="contract").first()
        if self._kind is None:
            raise Refused(
                "La nature de document « contrat » manque dans les listes : prévenez la coordination.", "kind"
            )

    def _perform(self):
        self.target.signed_copy = AddDocument(
            self.actor,
            self.case_file,
            upload=self.upload,
            kind=self._kind,
            title=f"Contrat d’engagement signé, version {self.target.number}",
            at=self.at,
        ).execute()
        self.target.save()
        return self.target

    def _details(self, result):
        return {**super()._details(result), "document": str(result.signed_copy_id)}
