"""What was sent opens no more, and its PDF is forgotten."""

from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.rows import RowAction
from portal.vault.storage import delete_stored


@dataclass(kw_only=True, eq=False, repr=False)
class WithdrawOutside(RowAction):
    """`WithdrawOutside(user, row).execute()`. On a closed file too."""

    journal_code = "outside.withdrawn"
    noun = "outside"
    works_on_closed = True

    def _check(self):
        if self.target.withdrawn_at is not None:
            raise Refused("Cet envoi est déjà retiré.", "withdrawn")
        if self.target.stored_file_id is None:
            raise Refused("Cet envoi est fini, et son PDF est déjà effacé.", "forgotten")

    def _perform(self):
        stored = self.target.stored_file
        self.target.withdrawn_at, self.target.withdrawn_by = self.at, self.actor
        self.target.stored_file = None
        self.target.save(update_fields=["withdrawn_at", "withdrawn_by", "stored_file"])
        delete_stored(stored)
        return self.target
