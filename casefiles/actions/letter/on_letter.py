"""What actions on a letter share."""

from casefiles.actions.base import Refused
from casefiles.actions.document.add import check_confidential
from casefiles.actions.file.rows import RowAction

MOST_WORDS = 20_000


class LetterAction(RowAction):
    """An action on a draft; a letter that has its number never changes."""

    noun = "letter"

    def _check(self):
        if not self.target.is_draft:
            raise Refused(
                f"La lettre {self.target.number} est établie : elle ne change plus. Écrivez-en une autre.",
                "issued",
            )
        check_confidential(self.actor, self.case_file, self.target.confidential)
