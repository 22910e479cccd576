"""The debts of a file as one reads them: what is owed, what is late, the curve, another amount."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, Subquery, Sum

from casefiles.access import rows_of
from casefiles.admin.money.aid_reading import follow_of
from casefiles.admin.sections import Alert
from casefiles.lateness import ANSWER_SOON_DAYS, SETTLEMENT_SOON_DAYS, letters_to_answer
from casefiles.models import Debt, DebtLetter, DebtSettlement, Instalment, RepaymentPlan
from casefiles.money.amounts import NotAnAmount, read_amount, say_amount
from casefiles.money.schedule import ImpossiblePlan, balance_curve, make_schedule, month_after

WIDTH, HEIGHT, MARGIN = 420, 150, 12
ANSWER_SOON = datetime.timedelta(days=ANSWER_SOON_DAYS)
SETTLEMENT_SOON = datetime.timedelta(days=SETTLEMENT_SOON_DAYS)


@dataclass(frozen=True)
class Curve:
    """What remains, drawn: polylines in the coordinates of the drawing, and the points that say them."""

    planned: str
    paid: str
    points: list
    today_x: int | None
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = HEIGHT - MARGIN


@dataclass(frozen=True)
class WhatIf:
    """Another amount each month: how many instalments, the last one, and how that compares with the plan."""

    typed: str
    problem: str = ""
    dues: tuple = ()
    gained: int | None = None

    @property
    def last(self):
        return self.dues[-1]

    @property
    def months(self):
        return abs(self.gained) if self.gained is not None else 0


@dataclass(frozen=True)
class Step:
    """One instalment as one reads it."""

    due: Any
    remaining: Decimal
    words: str
    is_late: bool


@dataclass
class DebtReading:
    """One debt, with its running plan if any, and the plans that ended."""

    debt: Any
    letters: list
    plan: Any
    ended: list
    paid: Decimal
    today: datetime.date
    what_if: WhatIf | None = None

    @property
    def left(self):
        return self.debt.amount - self.paid

    @property
    def instalments(self):
        return list(self.plan.instalments.all()) if self.plan else []

    @property
    def late(self):
        return [one for one in self.instalments if one.is_late(self.today)]

    @property
    def late_amount(self):
        return sum((one.left for one in self.late), Decimal(0))

    @property
    def next_due(self):
        """The first that is not paid: the one to pay now."""
        return next((one for one in self.instalments if one.left > 0), None)

    @property
    def last_due(self):
        return self.instalments[-1] if self.plan else None

    @property
    def to_answer(self):
        """The letter that waits for an answer, when that day is near or was yesterday's."""
        waiting = [
            letter
            for letter in self.letters
            if letter.answer_by
            and letter.way == "received"
            and not any(_answers(other, letter) for other in self.letters)
        ]
        soon = [letter for letter in waiting if letter.answer_by <= self.today + ANSWER_SOON]
        return min(soon, key=lambda letter: letter.answer_by, default=None)

    @property
    def share(self):
        """How much of it is paid, in hundredths."""
        return int(self.paid * 100 / self.debt.amount)

    @property
    def key(self):
        return str(self.debt.pk)

    @property
    def steps(self):
        """Each instalment, in words, with what remains after it as planned."""
        remaining, steps = self.plan.total if self.plan else Decimal(0), []
        for due in self.instalments:
            remaining -= due.amount
            steps.append(Step(due, remaining, _words_of(due, self.today), due.is_late(self.today)))
        return steps

    @property
    def curve(self):
        return curve_of(self.plan.total, self.instalments, self.today) if self.plan else None


def _words_of(due, today):
    if not due.left:
        return f"payé le {due.paid_on:%d/%m/%Y}"
    part = f"{say_amount(due.paid)} payés, " if due.paid else ""
    return part + ("en retard" if due.is_late(today) else "à payer")


def _answers(other, letter):
    return other.way == "sent" and other.dated_on >= letter.dated_on and other.pk != letter.pk


def debts_of(user, case_file, today):
    """Every debt of the file that this person may see: four queries, however many there are."""
    letters = (
        rows_of(user, case_file, DebtLetter).select_related("author").order_by("-dated_on", "-created_at")
    )
    instalments = rows_of(user, case_file, Instalment).order_by("number")
    plans = rows_of(user, case_file, RepaymentPlan).prefetch_related(Prefetch("instalments", instalments))
    rows = rows_of(user, case_file, Debt).select_related("author")
    return [
        _reading(debt, today)
        for debt in rows.prefetch_related(Prefetch("letters", letters), Prefetch("plans", plans))
    ]


def _reading(debt, today):
    plans = list(debt.plans.all())
    paid = sum((one.paid for plan in plans for one in plan.instalments.all()), Decimal(0))
    # A plan that is paid is still the one to look at, until another is agreed.
    current = next((plan for plan in plans if plan.is_running), None) or next(
        (plan for plan in reversed(plans) if plan.state == "paid"), None
    )
    ended = [plan for plan in plans if plan is not current]
    return DebtReading(debt, list(debt.letters.all()), current, ended, paid, today)


@dataclass(frozen=True)
class Totals:
    owed: Decimal
    paid: Decimal
    monthly: Decimal
    late: Decimal

    @property
    def left(self):
        return self.owed - self.paid


def totals_of(readings):
    """All debts together."""
    running = [one for one in readings if one.plan and one.plan.is_running]
    zero = Decimal(0)
    return Totals(
        sum((one.debt.amount for one in readings), zero),
        sum((one.paid for one in readings), zero),
        sum((one.plan.monthly for one in running), zero),
        sum((one.late_amount for one in running), zero),
    )


def what_if(reading, text):
    """Nothing is written: what another monthly amount would give, from the next instalment on."""
    today, plan = reading.today, reading.plan
    running = plan is not None and plan.is_running
    due = reading.next_due if running else None
    first = month_after(today, 1) if due is None else due.due_on
    while first < today:
        first = month_after(first, 1)
    try:
        dues = make_schedule(reading.left, read_amount(text), first)
    except (NotAnAmount, ImpossiblePlan) as problem:
        return WhatIf(text, problem=str(problem))
    gained = _months_between(dues[-1].due_on, reading.last_due.due_on) if running else None
    return WhatIf(text, dues=tuple(dues), gained=gained)


def _months_between(first, last):
    return (last.year - first.year) * 12 + last.month - first.month


def curve_of(total, instalments, today):
    """The two lines, scaled to the drawing."""
    points = balance_curve(total, instalments, today)
    begin, end = points[0].day, points[-1].day
    length = max((end - begin).days, 1)

    def place(day, amount):
        x = MARGIN + (day - begin).days * (WIDTH - 2 * MARGIN) // length
        return f"{x},{MARGIN + int((total - amount) * (HEIGHT - 2 * MARGIN) / total)}"

    return Curve(
        planned=" ".join(place(point.day, point.planned) for point in points),
        paid=" ".join(place(point.day, point.paid) for point in points if point.paid is not None),
        points=points,
        today_x=int(place(today, total).partition(",")[0]) if begin <= today <= end else None,
    )


@dataclass(frozen=True)
class MoneySummary:
    """What the page of the file says of it, in four queries."""

    count: int
    left: Decimal
    late: int
    late_amount: Decimal
    late_since: datetime.date | None
    # The first day by which a letter asks for an answer, when it is near or past.
    answer_by: datetime.date | None
    settlement: Any
    # The aid requests that wait, may be appealed, or are before the court.
    aids: list
    today: datetime.date

    @property
    def settlement_ends(self):
        """When the plan of the settlement ends, when that is near or past."""
        ends = self.settlement.plan_until if self.settlement else None
        return ends if ends and ends <= self.today + SETTLEMENT_SOON else None

    @property
    def urgent(self):
        """How many things ask for something now."""
        aids = sum(1 for aid in self.aids if aid.asks)
        return self.late + bool(self.answer_by) + aids + bool(self.settlement_ends)


def summary_of(user, case_file, today):
    unpaid = Q(plan__state="running", due_on__lt=today, paid__lt=F("amount"))
    letters = letters_to_answer(user, today + ANSWER_SOON).filter(debt=OuterRef("pk")).order_by("answer_by")
    debts = (
        rows_of(user, case_file, Debt)
        .annotate(first_answer=Subquery(letters.values("answer_by")[:1]))
        .aggregate(count=Count("pk"), owed=Sum("amount"), answer_by=Min("first_answer"))
    )
    paid = rows_of(user, case_file, Instalment).aggregate(
        all_paid=Sum("paid"),
        late=Count("pk", filter=unpaid),
        late_amount=Sum(F("amount") - F("paid"), filter=unpaid),
        since=Min("due_on", filter=unpaid),
    )
    return MoneySummary(
        debts["count"],
        (debts["owed"] or Decimal(0)) - (paid["all_paid"] or Decimal(0)),
        paid["late"],
        paid["late_amount"] or Decimal(0),
        paid["since"],
        debts["answer_by"],
        running_settlement_of(user, case_file),
        follow_of(user, case_file, today),
        today,
    )


def running_settlement_of(user, case_file):
    """The collective settlement that is not over, or None."""
    return rows_of(user, case_file, DebtSettlement).filter(ended_on__isnull=True).first()


def alerts_of(summary, case_file):
    """What asks for attention on the page of the file."""
    if case_file.is_closed:
        return []
    found = [Alert("warning", aid.asks.words, "argent", aid.asks.is_late) for aid in summary.aids if aid.asks]
    if summary.answer_by:
        words = f"Courrier d’une dette : répondre avant le {summary.answer_by:%d/%m/%Y}"
        found.append(Alert("mail", words, "argent", pressing=summary.answer_by < summary.today))
    if summary.late:
        some = f"{summary.late} échéances en retard" if summary.late > 1 else "Une échéance en retard"
        words = f"{some} depuis le {summary.late_since:%d/%m/%Y}, {say_amount(summary.late_amount)}"
        found.append(Alert("warning", words, "argent", pressing=True))
    if ends := summary.settlement_ends:
        past = ends < summary.today
        words = "est arrivé à sa fin" if past else "finit"
        words = f"Le plan du règlement collectif {words} le {ends:%d/%m/%Y}"
        found.append(Alert("clipboard-list", words, "argent", pressing=past))
    return found
