"""A repayment plan, computed: instalments to the cent, dates at month ends, what remains and until when."""

import calendar
import datetime
from dataclasses import dataclass
from decimal import Decimal

from casefiles.money.amounts import CENT, say_amount

# Thirty years: beyond, it is no plan.
MOST_INSTALMENTS = 360


class ImpossiblePlan(ValueError):
    """These figures make no plan; the message says in French why, the code is for code."""

    def __init__(self, message, code):
        self.message, self.code = message, code
        super().__init__(message)


@dataclass(frozen=True)
class Due:
    """One instalment to come."""

    number: int
    due_on: datetime.date
    amount: Decimal


@dataclass(frozen=True)
class Point:
    """What remained after that day: as planned, and as paid (None for days to come)."""

    day: datetime.date
    planned: Decimal
    paid: Decimal | None


def month_after(first, count):
    """The same day so many months later; the last day of a month that is too short. 31 stays 31 after it."""
    months = first.year * 12 + first.month - 1 + count
    year, month = divmod(months, 12)
    month += 1
    return first.replace(year=year, month=month, day=min(first.day, calendar.monthrange(year, month)[1]))


def make_schedule(total, monthly, first_due_on, announced=None):
    """Whole instalments, then what is left. `announced` is how many there should be, if told."""
    if total <= 0:
        raise ImpossiblePlan("Il ne reste rien à rembourser : un plan n’est pas nécessaire.", "nothing_left")
    if monthly <= 0:
        raise ImpossiblePlan("Écrivez ce qui sera payé chaque mois : plus que zéro.", "monthly")
    if monthly > total:
        raise ImpossiblePlan(
            f"C’est plus que ce qui reste à rembourser, {say_amount(total)} : vérifiez le montant.", "monthly"
        )
    whole, rest = divmod(total, monthly)
    count = int(whole) + (rest > 0)
    if count > MOST_INSTALMENTS:
        raise ImpossiblePlan(
            "À ce rythme, il faudrait plus de trente ans : choisissez un montant plus grand.", "monthly"
        )
    if announced is not None and announced != count:
        raise ImpossiblePlan(_not_adding_up(total, monthly, count, announced), "count")
    if first_due_on.year > 9000:
        raise ImpossiblePlan("Cette date est trop lointaine : vérifiez l’année.", "first_due_on")
    last = rest.quantize(CENT) or monthly
    return [
        Due(place + 1, month_after(first_due_on, place), monthly if place < count - 1 else last)
        for place in range(count)
    ]


def _not_adding_up(total, monthly, count, announced):
    made = monthly * announced
    gap = f"il manque {say_amount(total - made)}" if made < total else f"{say_amount(made - total)} de trop"
    return (
        f"Les échéances ne tombent pas juste : {announced} × {say_amount(monthly)} font {say_amount(made)}, "
        f"{gap} pour {say_amount(total)}. À ce montant, il en faut {count}."
    )


def balance_curve(total, instalments, today):
    """[Point]: the start, then each instalment, which has due_on, amount, paid and paid_on."""
    if not instalments:
        return []
    planned, points = total, [Point(month_after(instalments[0].due_on, -1), total, total)]
    for one in instalments:
        planned -= one.amount
        known = one.due_on <= today
        points.append(
            Point(one.due_on, planned, total - paid_until(instalments, one.due_on) if known else None)
        )
    return points


def paid_until(instalments, day):
    """What was paid up to and including that day."""
    return sum((one.paid for one in instalments if one.paid and one.paid_on <= day), Decimal(0))
