"""What was shared is no longer: from the very next page that the service asks for."""

from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.rows import RowAction
from casefiles.models import SharingAgreement


@dataclass(kw_only=True, eq=False, repr=False)
class WithdrawSharing(RowAction):
    """`WithdrawSharing(user, agreement, why="person").execute()`. On a closed file too."""

    why: str

    journal_code = "sharing.withdrawn"
    works_on_closed = True

    def _check(self):
        if self.target.withdrawn_at is not None:
            raise Refused("Cet accord est déjà retiré.", "withdrawn")
        if self.why not in SharingAgreement.Withdrawn.values:
            raise Refused("Choisissez pourquoi dans la liste.", "why")

    def _perform(self):
        self.target.withdrawn_at, self.target.withdrawn_by = self.at, self.actor
        self.target.withdrawn_why = self.why
        self.target.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
        return self.target

    def _details(self, result):
        return {"agreement": str(result.pk), "why": self.why}
