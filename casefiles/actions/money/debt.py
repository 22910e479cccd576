"""A debt is noted, corrected, or taken away when it never was."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.rows import CorrectRow, RemoveRow, RowAction
from casefiles.actions.money.rules import check_amount, check_past, paid_on_debt, running_plan
from casefiles.models import Debt, Procedure

FIELDS = ("kind", "creditor", "amount", "noted_on", "procedure", "note")
_WHO = "Écrivez à qui l’argent est dû."


@dataclass(kw_only=True, eq=False, repr=False)
class NoteDebt(FileAction):
    """`NoteDebt(user, case_file, kind="rent", creditor="…", amount=Decimal("300")).execute()`."""

    kind: str
    creditor: str
    amount: Decimal
    noted_on: datetime.date | None = None
    procedure: str = Procedure.BILL
    note: str = ""

    journal_code = "debt.noted"

    def _check(self):
        self.creditor = written(self.creditor, least=2, message=_WHO, code="creditor")
        check_amount(self.amount)
        self.noted_on = self.noted_on or self.day
        check_past(self.noted_on, self.day)

    def _perform(self):
        return Debt.objects.create(
            case_file=self.target,
            kind=self.kind,
            creditor=self.creditor,
            amount=self.amount,
            noted_on=self.noted_on,
            procedure=self.procedure,
            note=self.note.strip() or None,
            author=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"debt": str(result.pk)}


class DebtAction(RowAction):
    """An action whose target is a debt."""

    noun = "debt"


class CorrectDebt(CorrectRow):
    """`CorrectDebt(user, debt, changes={"amount": Decimal("320")}).execute()`."""

    journal_code, noun, fields = "debt.corrected", "debt", FIELDS

    def _check_changes(self, after):
        written(after["creditor"], least=2, message=_WHO, code="creditor")
        check_past(after["noted_on"], self.day)
        if "amount" in self.changes:
            self._check_new_amount(after["amount"])

    def _check_new_amount(self, amount):
        check_amount(amount)
        if running_plan(self.target):
            raise Refused(
                "Un plan de remboursement est en cours pour cette dette : arrêtez-le avant de changer le "
                "montant, puis faites-en un nouveau.",
                "amount",
            )
        if amount < paid_on_debt(self.target):
            raise Refused("Une partie plus grande que ce montant a déjà été payée : vérifiez-le.", "amount")


class RemoveDebt(RemoveRow):
    """`RemoveDebt(user, debt).execute()`: noted by mistake. What was paid is never lost with it."""

    journal_code, noun = "debt.removed", "debt"

    def _check(self):
        super()._check()
        if paid_on_debt(self.target):
            raise Refused("Cette dette a déjà été payée en partie : elle reste au dossier.", "paid")
