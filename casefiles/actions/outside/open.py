"""Somebody outside types the code of a link: each try counts, right or wrong."""

from dataclasses import dataclass

from casefiles.actions.base import Action, Refused
from casefiles.actions.outside.keys import fingerprint_of, is_right
from casefiles.models import OutsideHandover

# The same words whatever the reason: they tell neither that it existed nor why it ended.
NOT_OPEN = "Ce lien n’existe pas, ou ne s’ouvre plus. Demandez-en un nouveau à qui vous l’a envoyé."


def open_row(token):
    """What is sent under this token, while it can be opened; None for every other reason."""
    row = OutsideHandover.objects.filter(token_hash=fingerprint_of(token)).first()
    return row if row is not None and row.state == "open" else None


class OutsideAction(Action):
    """What nobody of the house does: the entry names the file and the sending."""

    def _entry(self, result):
        case_file = self.target.case_file
        return {
            "subject": case_file.pk,
            "target": case_file.reference,
            "details": {"outside": str(self.target.pk)},
        }


@dataclass(kw_only=True, eq=False, repr=False)
class OpenOutside(OutsideAction):
    """`OpenOutside(None, row, code="…").execute()`: the PDF, or None when the code is not the right one.

    A wrong code is not a refusal: it would undo its own count.
    """

    code: str

    def _check(self):
        if self.target.state_at(self.at) != "open":
            raise Refused(NOT_OPEN, "not_open")

    def _perform(self):
        right = is_right(self.code, self.target)
        counter = "downloads" if right else "wrong_codes"
        setattr(self.target, counter, getattr(self.target, counter) + 1)
        if self.target.state_at(self.at) != "open":
            self.target.closed_at = self.at
        self.target.save(update_fields=[counter, "closed_at"])
        self.journal_code = "outside.opened" if right else "outside.wrong_code"
        return self.target.stored_file if right else None
