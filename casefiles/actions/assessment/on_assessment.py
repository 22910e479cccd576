"""What the actions on an assessment share: the file it belongs to, and that a finished one never changes."""

from casefiles.actions.base import Refused
from casefiles.actions.file.rows import RowAction


class AssessmentAction(RowAction):
    """An action whose target is an assessment under way."""

    def check(self):
        if not self.target.is_draft:
            raise Refused(
                "Ce bilan est terminé et ne change plus. Commencez-en un nouveau pour noter ce qui suit.",
                "finished",
            )
        super().check()

    def _details(self, result):
        return {"assessment": str(self.target.pk), "version": self.target.version.stamp}


def check_held_on(day, case_file, today):
    """Raise Refused for a day on which this assessment cannot have been made."""
    if day > today:
        raise Refused("Cette date est dans le futur : notez ce qui a déjà eu lieu.", "future")
    if day < case_file.opened_on:
        raise Refused(
            f"Le dossier est ouvert depuis le {case_file.opened_on:%d/%m/%Y} : le bilan vient après.",
            "before_file",
        )
