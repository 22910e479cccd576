"""A letter about a debt, come or sent: noted, corrected, or taken away when it is of another debt."""

import datetime
from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.rows import CorrectRow, RemoveRow
from casefiles.actions.money.debt import DebtAction
from casefiles.actions.money.rules import check_past
from casefiles.models import DebtLetter

FIELDS = ("dated_on", "way", "procedure", "answer_by", "note")


def check_letter(dated_on, answer_by, today):
    """Raise Refused for a letter of tomorrow, or that one should have answered before it was written."""
    check_past(dated_on, today)
    if answer_by is not None and answer_by < dated_on:
        raise Refused("Il faudrait répondre avant la date du courrier : vérifiez les dates.", "answer_by")


def follow_letters(debt):
    """The latest letter says where the creditor stands; without a letter, the debt keeps what it says."""
    latest = debt.letters.order_by("-dated_on", "-created_at").first()
    if latest is not None and latest.procedure != debt.procedure:
        debt.procedure = latest.procedure
        debt.save()


@dataclass(kw_only=True, eq=False, repr=False)
class NoteDebtLetter(DebtAction):
    """`NoteDebtLetter(user, debt, dated_on=day, procedure="notice").execute()`.

    The latest letter says where the creditor stands; one that is found again later does not.
    """

    dated_on: datetime.date
    procedure: str
    way: str = DebtLetter.Way.RECEIVED
    answer_by: datetime.date | None = None
    note: str = ""

    journal_code = "debt.letter"

    def _check(self):
        check_letter(self.dated_on, self.answer_by, self.day)

    def _perform(self):
        letter = DebtLetter.objects.create(
            debt=self.target,
            dated_on=self.dated_on,
            way=self.way,
            procedure=self.procedure,
            answer_by=self.answer_by,
            note=self.note.strip() or None,
            author=self.actor,
            created_at=self.at,
        )
        follow_letters(self.target)
        return letter

    def _details(self, result):
        return super()._details(result) | {"letter": str(result.pk)}


class LetterOf:
    """For an action whose target is a letter: the way to its file, and what its debt says afterwards."""

    noun = "letter"

    @property
    def case_file(self):
        return self.target.debt.case_file

    def _perform(self):
        debt = self.target.debt
        result = super()._perform()
        debt.refresh_from_db()
        follow_letters(debt)
        return result

    def _details(self, result):
        return super()._details(result) | {"debt": str(self.target.debt_id)}


class CorrectDebtLetter(LetterOf, CorrectRow):
    """`CorrectDebtLetter(user, letter, changes={"answer_by": day}).execute()`."""

    journal_code, fields = "debt.letter_corrected", FIELDS

    def _check_changes(self, after):
        check_letter(after["dated_on"], after["answer_by"], self.day)


class RemoveDebtLetter(LetterOf, RemoveRow):
    """`RemoveDebtLetter(user, letter).execute()`: noted by mistake."""

    journal_code = "debt.letter_removed"
