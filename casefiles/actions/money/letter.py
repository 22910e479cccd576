"""A letter about a debt, come or sent."""

import datetime
from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.money.debt import DebtAction
from casefiles.actions.money.rules import check_past
from casefiles.models import DebtLetter


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
        check_past(self.dated_on, self.day)
        if self.answer_by is not None and self.answer_by < self.dated_on:
            raise Refused("Il faudrait répondre avant la date du courrier : vérifiez les dates.", "answer_by")

    def _perform(self):
        latest = not self.target.letters.filter(dated_on__gt=self.dated_on).exists()
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
        if latest:
            self.target.procedure = self.procedure
            self.target.save()
        return letter

    def _details(self, result):
        return super()._details(result) | {"letter": str(result.pk)}
