"""Debts and plans that must not exist, tried with raw SQL."""

import pytest
from django.db import IntegrityError

from casefiles.models import DebtLetter, Instalment, RepaymentPlan
from tests.factories import casefiles as make
from tests.factories.timeline import debt_repaid
from tests.support.raw_sql import copy_row, update_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def debt(case_file, case_manager):
    return debt_repaid(case_file, case_manager, make.day(10))


@pytest.mark.parametrize("change", [{"amount": 0}, {"amount": -1}, {"kind": "gold"}, {"procedure": "war"}])
def test_a_debt_that_makes_no_sense(debt, change):
    with pytest.raises(IntegrityError):
        update_row(debt, **change)


@pytest.mark.parametrize("change", [{"answer_by": make.day(11)}, {"procedure": "war"}, {"way": "owl"}])
def test_a_letter_that_makes_no_sense(debt, change):
    with pytest.raises(IntegrityError):
        update_row(DebtLetter.objects.get(), **change)


@pytest.mark.parametrize(
    "change",
    [{"monthly": 0}, {"monthly": 51}, {"ended_on": "= NULL"}, {"state": "running"}, {"state": "lost"}],
)
def test_a_plan_that_makes_no_sense(debt, change):
    with pytest.raises(IntegrityError):
        update_row(RepaymentPlan.objects.get(), **change)


def test_two_plans_at_once(debt):
    plan = RepaymentPlan.objects.get()
    copy_row(plan, state="running", ended_on="= NULL")
    with pytest.raises(IntegrityError):
        copy_row(plan, state="running", ended_on="= NULL")


@pytest.mark.parametrize(
    "change", [{"amount": 0}, {"paid": 51}, {"paid": -1}, {"paid": 0}, {"paid_on": "= NULL"}]
)
def test_an_instalment_that_makes_no_sense(debt, change):
    with pytest.raises(IntegrityError):
        update_row(Instalment.objects.get(), **change)


def test_an_instalment_twice(debt):
    with pytest.raises(IntegrityError):
        copy_row(Instalment.objects.get())
