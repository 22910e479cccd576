"""A repayment plan is agreed, its instalments are paid, and it ends."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.money.debt import DebtAction
from casefiles.actions.money.rules import check_no_settlement, check_past, left_of, running_plan
from casefiles.actions.unchanged import CHANGED, refuse_if_changed
from casefiles.models import Instalment, RepaymentPlan
from casefiles.money.amounts import say_amount
from casefiles.money.schedule import ImpossiblePlan, make_schedule

State = RepaymentPlan.State


@dataclass(kw_only=True, eq=False, repr=False)
class AgreePlan(DebtAction):
    """`AgreePlan(user, debt, monthly=Decimal("50"), first_due_on=day).execute()` for all that remains.

    `count` is the number of instalments that the creditor announces, checked against the amounts.
    """

    monthly: Decimal
    first_due_on: datetime.date
    count: int | None = None

    journal_code = "debt.plan_agreed"

    def _check(self):
        check_no_settlement(self.case_file)
        if running_plan(self.target):
            raise Refused("Un plan est déjà en cours pour cette dette : arrêtez-le d’abord.", "running")
        if self.first_due_on < self.target.noted_on:
            raise Refused("La première échéance vient avant la dette : vérifiez la date.", "first_due_on")
        if (self.first_due_on - self.day).days > 5 * 365:
            raise Refused("La première échéance est dans plus de cinq ans : vérifiez-la.", "first_due_on")
        try:
            self.dues = make_schedule(left_of(self.target), self.monthly, self.first_due_on, self.count)
        except ImpossiblePlan as problem:
            raise Refused(problem.message, problem.code) from problem

    def _perform(self):
        plan = RepaymentPlan.objects.create(
            debt=self.target,
            agreed_on=self.day,
            total=sum(due.amount for due in self.dues),
            monthly=self.monthly,
            author=self.actor,
            created_at=self.at,
        )
        Instalment.objects.bulk_create(
            Instalment(plan=plan, number=due.number, due_on=due.due_on, amount=due.amount, created_at=self.at)
            for due in self.dues
        )
        return plan

    def _details(self, result):
        return super()._details(result) | {"plan": str(result.pk)}


@dataclass(kw_only=True, eq=False, repr=False)
class StopPlan(FileAction):
    """`StopPlan(user, plan, reason="…").execute()`: what was paid stays, the rest is no longer due."""

    reason: str
    seen: int | None = None

    journal_code = "debt.plan_stopped"

    @property
    def case_file(self):
        return self.target.debt.case_file

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if not self.target.is_running:
            raise Refused("Ce plan est déjà terminé.", "ended")
        self.reason = written(self.reason, message="Écrivez en quelques mots pourquoi.", code="reason")

    def _perform(self):
        self.target.state, self.target.ended_on = State.STOPPED, self.day
        self.target.ended_because = self.reason
        self.target.save()
        return self.target

    def _details(self, result):
        return {"plan": str(result.pk)}


class InstalmentAction(FileAction):
    """An action whose target is an instalment."""

    @property
    def case_file(self):
        return self.target.plan.debt.case_file

    def _details(self, result):
        return {"instalment": str(self.target.pk)}


@dataclass(kw_only=True, eq=False, repr=False)
class PayInstalment(InstalmentAction):
    """`PayInstalment(user, instalment).execute()`: all that is left of it, today, unless said otherwise.

    The last one to be paid ends the plan.
    """

    amount: Decimal | None = None
    paid_on: datetime.date | None = None
    # What had been paid of it when one read the form; None: nobody read a form.
    seen_paid: Decimal | None = None

    journal_code = "debt.instalment_paid"

    def _check(self):
        if not self.target.plan.is_running:
            raise Refused("Ce plan est terminé : rien n’y est plus attendu.", "ended")
        left = self.target.left
        if left <= 0:
            raise Refused("Cette échéance est déjà payée.", "paid")
        if self.seen_paid is not None and self.seen_paid != self.target.paid:
            raise Refused(
                f"Un paiement vient d’être noté sur cette échéance : il en reste {say_amount(left)}. Si "
                "celui-ci est un autre, renvoyez-le.",
                CHANGED,
            )
        self.amount = left if self.amount is None else self.amount
        self.paid_on = self.paid_on or self.day
        if self.amount <= 0:
            raise Refused("Écrivez un montant plus grand que zéro, sans signe moins.", "amount")
        if self.amount > left:
            raise Refused(
                f"C’est plus que ce qui reste de cette échéance, {say_amount(left)} : notez le reste sur la "
                "suivante.",
                "amount",
            )
        check_past(self.paid_on, self.day)

    def _perform(self):
        row = self.target
        row.paid += self.amount
        row.paid_on = max(self.paid_on, row.paid_on or self.paid_on)
        row.save()
        if all(one.left == 0 for one in row.plan.instalments.all()):
            row.plan.state, row.plan.ended_on = State.PAID, row.paid_on
            row.plan.save()
        return row


@dataclass(kw_only=True, eq=False, repr=False)
class TakeBackPayment(InstalmentAction):
    """`TakeBackPayment(user, instalment).execute()`: noted as paid by mistake."""

    journal_code = "debt.payment_taken_back"

    def _check(self):
        if not self.target.paid:
            raise Refused("Rien n’est noté comme payé sur cette échéance.", "unpaid")
        if self.target.plan.state == State.STOPPED:
            raise Refused("Ce plan est arrêté : ce qui y a été payé ne change plus.", "ended")

    def _perform(self):
        row = self.target
        row.paid, row.paid_on = Decimal(0), None
        row.save()
        plan = row.plan
        if not plan.is_running:
            other = running_plan(plan.debt)
            if other is not None:
                raise Refused("Un autre plan est en cours pour cette dette : arrêtez-le d’abord.", "running")
            plan.state, plan.ended_on = State.RUNNING, None
            plan.save()
        return row
