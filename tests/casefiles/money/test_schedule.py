"""Repayment plans computed: every cent is there once, every date exists, whatever is asked."""

import calendar
import datetime
import itertools
import random
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.money.amounts import NotAnAmount, read_amount, say_amount
from casefiles.money.schedule import ImpossiblePlan, balance_curve, make_schedule, month_after

CENTS = st.integers(1, 5_000_000).map(lambda cents: Decimal(cents) / 100)
DAYS = st.dates(datetime.date(1999, 1, 1), datetime.date(2060, 12, 31))


@dataclass
class Paid:
    due_on: datetime.date
    amount: Decimal
    paid: Decimal = Decimal(0)
    paid_on: datetime.date | None = None


def check_plan(total, monthly, first):
    """What holds of each plan there is; those that are refused say why."""
    if monthly > total or total / monthly > 360:
        with pytest.raises(ImpossiblePlan) as refused:
            make_schedule(total, monthly, first)
        assert refused.value.code == "monthly"
        return
    dues = make_schedule(total, monthly, first)
    assert sum(due.amount for due in dues) == total
    assert all(due.amount == monthly for due in dues[:-1])
    assert 0 < dues[-1].amount <= monthly
    assert all(due.amount.as_tuple().exponent == -2 for due in dues)
    assert [due.number for due in dues] == list(range(1, len(dues) + 1))
    for place, due in enumerate(dues):
        day = due.due_on
        assert (day.year * 12 + day.month) - (first.year * 12 + first.month) == place
        assert day.day == min(first.day, calendar.monthrange(day.year, day.month)[1])


@given(CENTS, CENTS, DAYS)
def test_whatever_is_asked_each_cent_is_there_once(total, monthly, first):
    check_plan(total.quantize(Decimal("0.01")), monthly.quantize(Decimal("0.01")), first)


def test_ten_thousand_plans():
    chance = random.Random(6)  # noqa: S311 (figures, not secrets)
    for _ in range(10_000):
        total = chance.randint(1, 300_000)
        monthly = chance.randint(max(1, total // 40), max(2, total // chance.randint(1, 12)))
        first = datetime.date(2026, 1, 1) + datetime.timedelta(days=chance.randrange(3000))
        check_plan(Decimal(total).scaleb(-2), Decimal(monthly).scaleb(-2), first)


def test_the_last_day_of_the_month_stays_the_last():
    first = datetime.date(2027, 12, 31)
    days = [month_after(first, place) for place in range(4)]
    assert [(day.month, day.day) for day in days] == [(12, 31), (1, 31), (2, 29), (3, 31)]


@given(CENTS, st.integers(1, 24), st.data())
def test_the_curve_ends_at_what_was_not_paid(total, count, data):
    total = total.quantize(Decimal("0.01"))
    monthly = max((total / count).quantize(Decimal("0.01")), Decimal("0.01"))
    rows = [
        Paid(due.due_on, due.amount)
        for due in make_schedule(total, min(monthly, total), datetime.date(2026, 1, 31))
    ]
    for row in rows:
        if data.draw(st.booleans()):
            row.paid, row.paid_on = row.amount, row.due_on
    points = balance_curve(total, rows, rows[-1].due_on)
    assert (points[0].planned, points[-1].planned) == (total, 0)
    assert points[-1].paid == total - sum(row.paid for row in rows)
    assert all(one.paid >= after.paid for one, after in itertools.pairwise(points))
    assert all(one.paid >= one.planned for one in points)


def test_instalments_that_do_not_add_up_are_told_in_figures():
    first = datetime.date(2026, 12, 1)
    with pytest.raises(ImpossiblePlan) as short:
        make_schedule(Decimal("523.40"), Decimal("50.00"), first, announced=10)
    assert short.value.code == "count"
    assert "il manque 23,40" in str(short.value)
    assert "il en faut 11" in str(short.value)
    with pytest.raises(ImpossiblePlan, match="de trop"):
        make_schedule(Decimal("500.00"), Decimal("50.00"), first, announced=12)
    assert len(make_schedule(Decimal("523.40"), Decimal("50.00"), first, announced=11)) == 11


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1 234,50 €", 123450),
        ("1\u202f234,50\u00a0€", 123450),
        ("1.234,50", 123450),
        ("1234.5", 123450),
        ("€ 12", 1200),
        ("12 EUR", 1200),
        ("12 euros", 1200),
        ("-12,5", -1250),
        ("−12,5", -1250),
        ("+7", 700),
        (",5", 50),
        ("0", 0),
        ("12,", 1200),
    ],
)
def test_amounts_as_people_write_them(typed, cents):
    assert read_amount(typed) == Decimal(cents) / 100
    assert read_amount(typed).as_tuple().exponent == -2


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "1,2,3",
        "1.234",
        "12,345",
        "1.23.4",
        "--5",
        "9" * 28,
        "1e5",
        "NaN",
        "∞",
        "١٢",
        "1,234.50",
        "9" * 20,
        "€",
    ],
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(NotAnAmount):
        read_amount(typed)


@given(st.integers(-99_999_999, 99_999_999))
def test_what_is_said_is_read_back(cents):
    amount = Decimal(cents).scaleb(-2)
    assert read_amount(say_amount(amount)) == amount
