"""Debts and how they are paid back: what is owed, what is paid, what is refused."""

from decimal import Decimal

import pytest

from casefiles.actions import (
    AgreePlan,
    CorrectDebt,
    NoteDebt,
    NoteDebtLetter,
    PayInstalment,
    Refused,
    RemoveDebt,
    StopPlan,
    TakeBackPayment,
)
from casefiles.actions.money.rules import left_of
from casefiles.lateness import BY_CODE
from casefiles.models import Debt, RepaymentPlan
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make


def refusal(action):
    with pytest.raises(Refused) as refused:
        action.execute()
    return refused.value.code


@pytest.fixture
def debt(case_file, case_manager):
    given = {"kind": "energy", "creditor": "Fournisseur Exemple", "amount": Decimal("230.50")}
    return NoteDebt(case_manager, case_file, noted_on=make.day(100), **given).execute()


@pytest.fixture
def plan(debt, case_manager):
    """Three of a hundred or less: two of them late."""
    return AgreePlan(case_manager, debt, monthly=Decimal(100), first_due_on=make.day(70)).execute()


def test_a_plan_pays_all_that_remains(plan):
    assert [(one.number, one.amount) for one in plan.instalments.all()] == [
        (1, Decimal("100.00")),
        (2, Decimal("100.00")),
        (3, Decimal("30.50")),
    ]


def test_paid_in_part_then_whole_then_the_plan_ends(plan, debt, case_manager, coordination):
    late = BY_CODE["echeances"]
    first, second, third = plan.instalments.all()
    assert late.of(coordination, make.day()).count() >= 2
    PayInstalment(case_manager, first, amount=Decimal(40), paid_on=make.day(60)).execute()
    assert first in late.of(coordination, make.day())
    PayInstalment(case_manager, first).execute()
    assert (first.paid, first.paid_on) == (Decimal(100), make.day())
    assert first not in late.of(coordination, make.day())
    PayInstalment(case_manager, second).execute()
    PayInstalment(case_manager, third).execute()
    plan.refresh_from_db()
    assert (plan.state, plan.ended_on, left_of(debt)) == ("paid", make.day(), 0)
    TakeBackPayment(case_manager, third).execute()
    plan.refresh_from_db()
    assert (plan.state, plan.ended_on, left_of(debt)) == ("running", None, Decimal("30.50"))


def test_a_plan_that_is_stopped_leaves_what_was_paid_and_another_takes_the_rest(plan, debt, case_manager):
    first, second, _third = plan.instalments.all()
    PayInstalment(case_manager, first).execute()
    assert refusal(AgreePlan(case_manager, debt, monthly=Decimal(10), first_due_on=make.day())) == "running"
    assert refusal(StopPlan(case_manager, plan, reason=" ")) == "reason"
    StopPlan(case_manager, plan, reason="Perte d’un revenu").execute()
    assert not BY_CODE["echeances"].of(case_manager, make.day()).exists()
    second.refresh_from_db()
    assert refusal(PayInstalment(case_manager, second)) == "ended"
    again = AgreePlan(case_manager, debt, monthly=Decimal("43.50"), first_due_on=make.day()).execute()
    assert [one.amount for one in again.instalments.all()] == [
        Decimal("43.50"),
        Decimal("43.50"),
        Decimal("43.50"),
    ]


def test_what_cannot_be_paid(plan, case_manager, colleague):
    first = plan.instalments.first()
    for amount in (Decimal(0), Decimal(-5), Decimal("100.01")):
        assert refusal(PayInstalment(case_manager, first, amount=amount)) == "amount"
    assert refusal(PayInstalment(case_manager, first, paid_on=make.day(-1))) == "future"
    assert refusal(PayInstalment(colleague, first)) == "not_yours"
    assert refusal(TakeBackPayment(case_manager, first)) == "unpaid"
    PayInstalment(case_manager, first).execute()
    assert refusal(PayInstalment(case_manager, first)) == "paid"


def test_what_makes_no_plan(debt, case_manager):
    def agree(monthly, ago=-5, **others):
        first = make.day(ago)
        return AgreePlan(case_manager, debt, monthly=Decimal(monthly), first_due_on=first, **others)

    assert refusal(agree("0")) == "monthly"
    assert refusal(agree("231")) == "monthly"
    assert refusal(agree("0.10")) == "monthly"
    assert refusal(agree("50", count=4)) == "count"
    assert refusal(agree("50", ago=101)) == "first_due_on"
    assert refusal(agree("50", ago=-4000)) == "first_due_on"
    assert not RepaymentPlan.objects.exists()


def test_what_is_no_debt(case_file, case_manager):
    good = {"kind": "rent", "creditor": "Exemple", "amount": Decimal(5)}
    for wrong, code in (
        ({"creditor": " "}, "creditor"),
        ({"amount": Decimal(-5)}, "amount"),
        ({"noted_on": make.day(-1)}, "future"),
        ({"noted_on": make.day(365_00)}, "future"),
    ):
        assert refusal(NoteDebt(case_manager, case_file, **good | wrong)) == code
    assert not Debt.objects.exists()


def test_a_letter_says_where_the_creditor_stands_unless_it_is_an_old_one(debt, case_manager):
    NoteDebtLetter(case_manager, debt, dated_on=make.day(5), procedure="bailiff").execute()
    NoteDebtLetter(case_manager, debt, dated_on=make.day(50), procedure="reminder").execute()
    debt.refresh_from_db()
    assert debt.procedure == "bailiff"
    wrong = {"dated_on": make.day(5), "procedure": "notice", "answer_by": make.day(6)}
    assert refusal(NoteDebtLetter(case_manager, debt, **wrong)) == "answer_by"


def test_what_was_agreed_or_paid_is_not_rewritten(plan, debt, case_manager):
    assert refusal(CorrectDebt(case_manager, debt, changes={"amount": Decimal(10)})) == "amount"
    PayInstalment(case_manager, plan.instalments.first()).execute()
    assert refusal(RemoveDebt(case_manager, debt)) == "paid"
    StopPlan(case_manager, plan, reason="Autre accord").execute()
    assert refusal(CorrectDebt(case_manager, debt, changes={"amount": Decimal(99)})) == "amount"
    CorrectDebt(case_manager, debt, changes={"amount": Decimal(150)}, seen=debt.revision).execute()
    assert refusal(CorrectDebt(case_manager, debt, changes={"note": "x"}, seen=0)) == "changed"


def test_the_journal_tells_no_amount_and_no_name(plan, debt, case_manager):
    PayInstalment(case_manager, plan.instalments.first()).execute()
    entries = JournalEntry.objects.filter(action__startswith="debt.")
    assert {key for entry in entries for key in entry.details} == {"debt", "plan", "instalment"}
    told = "".join(str(entry.details) + entry.reason for entry in entries)
    assert "Exemple" not in told
    assert "100" not in {value for entry in entries for value in entry.details.values()}
