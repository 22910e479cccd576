"""What a month comes to. Plain functions of amounts: no query, no clock."""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Month:
    """One month as it is read: {category: amount}, and which categories are incomes."""

    first: datetime.date
    amounts: dict
    incomes: frozenset

    @property
    def income(self):
        return sum((amount for code, amount in self.amounts.items() if code in self.incomes), Decimal(0))

    @property
    def charges(self):
        return sum((amount for code, amount in self.amounts.items() if code not in self.incomes), Decimal(0))

    @property
    def balance(self):
        """What is left at the end of the month; below zero, what is lacking."""
        return self.income - self.charges


def month_moved(first, months):
    """The first day of the month so many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1)


def read_month(text):
    """« 2026-11 » as its first day; None for anything else, and for a year nobody means."""
    try:
        first = datetime.datetime.strptime(str(text), "%Y-%m").date()
    except ValueError:
        return None
    return first if 1990 <= first.year < 2200 else None
