"""The budget notebook: a month at once, in exact euros."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from casefiles.actions import Refused, SaveBudget
from casefiles.models import BudgetCategory, BudgetLine, BudgetMonth
from casefiles.models.budget import INCOMES
from casefiles.money.budget import Month, month_moved, read_month
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.support.raw_sql import copy_row, update_row


def save(user, case_file, amounts, **changes):
    given = {"month": make.day(0), "amounts": {code: Decimal(text) for code, text in amounts.items()}}
    return SaveBudget(user, case_file, **(given | changes)).execute()


def refusal(*args, **kwargs):
    with pytest.raises(Refused) as refused:
        save(*args, **kwargs)
    return refused.value.code


def amounts_of(budget):
    return {line.category: line.amount for line in budget.lines.all()}


def test_a_month_is_noted_whole_and_noted_again(case_file, case_manager):
    save(case_manager, case_file, {"in_integration": "1314.20", "rent": "620", "food": "0"})
    again = save(case_manager, case_file, {"in_integration": "1314.20", "rent": "640.05"}, note="Indexé")
    budget = BudgetMonth.objects.get()
    assert budget.month.day == 1
    assert amounts_of(budget) == {"in_integration": Decimal("1314.20"), "rent": Decimal("640.05")}
    assert budget.note == "Indexé"
    entry = JournalEntry.objects.filter(action="budget.saved").last()
    assert entry.details == {"budget": str(again.pk), "month": f"{budget.month:%Y-%m}", "lines": 2}


@pytest.mark.parametrize(
    ("amounts", "code"),
    [({}, "empty"), ({"rent": "0"}, "empty"), ({"rent": "-5"}, "rent"), ({"yacht": "5"}, "unknown")],
)
def test_what_cannot_be(case_file, case_manager, amounts, code):
    assert refusal(case_manager, case_file, amounts) == code


@pytest.mark.parametrize("ago", [-100, 365 * 60])
def test_a_month_too_far(case_file, case_manager, ago):
    assert refusal(case_manager, case_file, {"rent": "5"}, month=make.day(ago)) == "month"


def test_the_second_of_two_people_is_told(case_file, case_manager):
    save(case_manager, case_file, {"rent": "600"}, seen=0)
    assert refusal(case_manager, case_file, {"rent": "700"}, seen=0) == "changed"


@given(
    st.dictionaries(
        st.sampled_from(BudgetCategory.values), st.decimals("0.01", "99999", places=2), min_size=1
    )
)
def test_what_is_left_is_what_came_in_less_what_went_out(amounts):
    month = Month(datetime.date(2026, 11, 1), amounts, frozenset(one.value for one in INCOMES))
    cents = {code: int(amount * 100) for code, amount in amounts.items()}
    signed = [value if code.startswith("in_") else -value for code, value in cents.items()]
    assert month.balance * 100 == sum(signed)
    assert month.income + month.charges == sum(amounts.values())


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)), st.integers(-40, 40))
def test_months_come_one_after_the_other(day, steps):
    first = day.replace(day=1)
    moved = month_moved(first, steps)
    assert month_moved(moved, -steps) == first == read_month(f"{first:%Y-%m}")
    assert (moved.year - first.year) * 12 + moved.month - first.month == steps


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "novembre", "0000-01", "2026-11-01", "'; --"])
def test_what_is_no_month(text):
    assert read_month(text) is None


def test_rows_that_make_no_sense(case_file, case_manager):
    budget = save(case_manager, case_file, {"rent": "600"})
    line = BudgetLine.objects.get()
    for change in ({"amount": 0}, {"amount": -1}, {"category": "yacht"}):
        with pytest.raises(IntegrityError):
            update_row(line, **change)
    for row in (budget, line):
        with pytest.raises(IntegrityError):
            copy_row(row)
    with pytest.raises(IntegrityError):
        update_row(budget, month=budget.month.replace(day=2))
