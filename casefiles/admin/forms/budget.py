"""One month of the budget: an amount for each category, filled with the person on a telephone."""

from casefiles.actions.money.budget import SaveBudget
from casefiles.admin.forms.base import text_field
from casefiles.admin.forms.money import AmountField, typed
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import BudgetCategory
from casefiles.models.budget import CHARGES, INCOMES


class BudgetForm(SeenForm):
    """`budget` is what is noted of the month, with its lines, or None; `copied` the amounts to start from."""

    slot, anchor, done = "budget", "budget", "Le mois est noté."
    change_codes = ("budget.saved",)

    note = text_field("À savoir", required=False, rows=2, help_text="Ce qui était particulier ce mois-ci.")

    def __init__(self, *args, month, budget=None, copied=None, **kwargs):
        self.month, self.budget = month, budget
        super().__init__(*args, **kwargs)
        standing = self.standing()
        for one in BudgetCategory:
            label = str(one.label)
            field = AmountField(label[:1].upper() + label[1:], required=False)
            field.initial = (copied or {}).get(one.value) or standing.get(one.value)
            field.show_hidden_initial = copied is None
            field.widget.attrs["data-ht-budget"] = "in" if one.is_income else "out"
            self.fields[one.value] = field

    def record(self):
        return self.budget

    def standing(self):
        """{category: amount} and the note, as they are noted now."""
        if self.budget is None:
            return {"note": ""}
        lines = {line.category: line.amount for line in self.budget.lines.all()}
        amounts = {code: typed(lines.get(code)) for code in BudgetCategory.values}
        return {"note": self.budget.note or "", **amounts}

    def changes(self):
        mine = str(self.budget.pk) if self.budget else ""
        return [entry for entry in super().changes() if entry.details.get("budget") == mine]

    @property
    def groups(self):
        """[(title, fields)], incomes first."""
        return [
            ("Ce qui rentre", [self[one.value] for one in INCOMES]),
            ("Ce qui sort", [self[one.value] for one in CHARGES]),
        ]

    def field_for(self, code):
        return code if code in self.fields else super().field_for(code)

    def build(self, data):
        return SaveBudget(
            self.user,
            self.case_file,
            month=self.month,
            amounts={code: data.get(code) for code in BudgetCategory.values},
            note=data["note"],
            seen=data["seen"],
        )
