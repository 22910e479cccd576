"""Debts, their letters, and the plans that pay them back. Each payment would say too much too often."""

from django.urls import reverse
from django.utils.formats import date_format

from casefiles.admin.timeline.moment import MONEY, Moment
from casefiles.admin.timeline.noun import Noun
from casefiles.models import AidRequest, BudgetMonth, Debt, DebtLetter, DebtSettlement, RepaymentPlan
from casefiles.money.amounts import say_amount


class _Money(Noun):
    kind = MONEY

    def moment(self, title, debt, **others):
        address = reverse("casefiles:money", args=[debt.case_file_id])
        return Moment(title, url=f"{address}#dette-{debt.pk}", **others)


class Debts(_Money):
    model = Debt
    sides = {"debt": "noted_on"}
    related = ("author",)

    def tell(self, row, side):
        title = f"Dette notée : {say_amount(row.amount)}"
        return self.moment(title, row, by=row.author, facts=[row.creditor, row.get_kind_display()])


class DebtLetters(_Money):
    model = DebtLetter
    sides = {"debt-letter": "dated_on"}
    related = ("author", "debt")

    def tell(self, row, side):
        facts = [row.debt.creditor, row.get_procedure_display()]
        title = f"Courrier {row.get_way_display()} pour une dette"
        return self.moment(title, row.debt, by=row.author, facts=facts, note=row.note or "")


class Plans(_Money):
    model = RepaymentPlan
    sides = {"repayment": "agreed_on", "repayment-end": "ended_on"}
    related = ("author", "debt")

    def tell(self, row, side):
        if side == "repayment":
            title = f"Plan de remboursement : {say_amount(row.monthly)} par mois"
            return self.moment(title, row.debt, by=row.author, facts=[row.debt.creditor])
        paid = row.state == "paid"
        title = "Dette remboursée par son plan" if paid else "Plan de remboursement arrêté"
        tone, note = ("is-reached", "") if paid else ("", row.ended_because or "")
        return self.moment(title, row.debt, tag_tone=tone, facts=[row.debt.creditor], note=note)


class Budgets(Noun):
    kind = MONEY
    model = BudgetMonth
    sides = {"budget": "month"}
    related = ("author",)

    def tell(self, row, side):
        address = reverse("casefiles:money_budget", args=[row.case_file_id])
        title = f"Carnet de budget : {date_format(row.month, 'F Y')}"
        return Moment(title, by=row.author, note=row.note or "", url=f"{address}?mois={row.month:%Y-%m}")


class Aids(Noun):
    kind = MONEY
    model = AidRequest
    sides = {"aid": "asked_on", "aid-answer": "decided_on", "aid-appeal": "appealed_on"}
    related = ("author", "service")

    def tell(self, row, side):
        address = f"{reverse('casefiles:money_aid', args=[row.case_file_id])}#aide-{row.pk}"
        facts = [row.get_kind_display(), row.to_words]
        if side == "aid":
            asked = f" : {say_amount(row.amount)}" if row.amount else ""
            return Moment(
                f"Aide demandée{asked}", by=row.author, facts=facts, note=row.note or "", url=address
            )
        if side == "aid-appeal":
            return Moment("Recours introduit pour une aide", facts=facts, url=address)
        granted = f" : {say_amount(row.granted_amount)}" if row.granted_amount else ""
        title = f"Demande d’aide {row.get_state_display()}{granted}"
        tone = "is-reached" if row.state == AidRequest.State.GRANTED else ""
        return Moment(title, tag_tone=tone, facts=facts, note=row.because or "", url=address)


class Settlements(Noun):
    kind = MONEY
    model = DebtSettlement
    sides = {"settlement": "filed_on", "settlement-admitted": "admissible_on", "settlement-end": "ended_on"}
    related = ("author",)

    def tell(self, row, side):
        address = f"{reverse('casefiles:money', args=[row.case_file_id])}#collectif"
        if side == "settlement":
            title = "Requête en règlement collectif de dettes"
            return Moment(title, by=row.author, note=row.note or "", url=address)
        if side == "settlement-admitted":
            facts = [row.mediator] if row.mediator else []
            return Moment("Règlement collectif de dettes admis par le tribunal", facts=facts, url=address)
        title = "Règlement collectif de dettes terminé"
        return Moment(title, facts=[row.get_outcome_display()], url=address)
