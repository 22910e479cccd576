"""The budget of one month is noted, or completed: the whole month at once."""

import datetime
from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import BudgetCategory, BudgetLine, BudgetMonth

AHEAD = datetime.timedelta(days=62)


def budget_of(case_file, month):
    """What is noted of this month, or None."""
    return BudgetMonth.objects.filter(case_file=case_file, month=month).first()


@dataclass(kw_only=True, eq=False, repr=False)
class SaveBudget(FileAction):
    """`amounts` is {category: Decimal, or None for nothing}; what is not in it has no line afterwards.

    `SaveBudget(user, case_file, month=date(2026, 11, 1), amounts={"rent": Decimal("450")}).execute()`
    """

    month: datetime.date
    amounts: dict
    note: str = ""
    # The revision of the month that the form was made from; 0 when nothing was noted yet.
    seen: int | None = None

    journal_code = "budget.saved"

    def _check(self):
        self.month = self.month.replace(day=1)
        if not datetime.date(1990, 1, 1) <= self.month <= self.day + AHEAD:
            raise Refused("Ce mois est trop loin : passé, présent ou prochain.", "month")
        unknown = set(self.amounts) - set(BudgetCategory.values)
        if unknown:
            raise Refused("Cette ligne n’est pas dans le carnet.", "unknown")
        for category, amount in self.amounts.items():
            if amount is not None and amount < 0:
                raise Refused("Sans signe moins : les dépenses se retirent toutes seules.", category)
        self.amounts = {category: amount for category, amount in self.amounts.items() if amount}
        if not self.amounts:
            raise Refused("Écrivez au moins un montant.", "empty")
        self.standing = budget_of(self.target, self.month)
        refuse_if_changed(self.standing, self.seen)

    def _perform(self):
        # Its first revision is 1: 0 is what a form hides of a month that nobody noted yet.
        new = {"case_file": self.target, "month": self.month, "created_at": self.at, "revision": 1}
        budget = self.standing or BudgetMonth(**new)
        budget.author, budget.note = self.actor, self.note.strip() or None
        budget.save()
        lines = {line.category: line for line in budget.lines.all()}
        for category, amount in self.amounts.items():
            line = lines.pop(category, None) or BudgetLine(budget=budget, category=category)
            line.amount = amount
            line.save()
        for line in lines.values():
            line.delete()
        return budget

    def _details(self, result):
        return {"budget": str(result.pk), "month": f"{result.month:%Y-%m}", "lines": len(self.amounts)}
