"""The housing path drawn as one line that climbs from the street to a home, with the same in words.

Drawn by the server as SVG: each period is a step, as long as it lasted, as high as it is far from the street.
"""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from casefiles.access import rows_of
from casefiles.eligibility import add_months
from casefiles.models import HousingPeriod, HousingSituation

WIDTH, MARGIN, LEAST = 420, 10, 22
TOP, RUNG = 30, 15
HOME_RUNG = HousingSituation.HOME.rung


@dataclass(frozen=True)
class Step:
    """One period: where it stands on the drawing, and what is said of it."""

    number: int
    period: Any
    x: int
    width: int
    y: int
    words: str
    is_last_known: bool

    @property
    def end(self):
        return self.x + self.width

    @property
    def middle(self):
        return self.x + self.width // 2

    @property
    def number_y(self):
        """Over the step; under a home, whose roof takes that room."""
        return self.y + 18 if self.period.is_home else self.y - 8


@dataclass(frozen=True)
class Link:
    """From one step to the next; `known` when they follow each other without a night between them."""

    x: int
    y: int
    to_x: int
    to_y: int
    known: bool


@dataclass(frozen=True)
class HousingLine:
    steps: list
    width: int
    today: datetime.date

    height = TOP + HOME_RUNG * RUNG

    @property
    def ground(self):
        return self.height - 6

    @property
    def links(self):
        return [
            Link(one.end, one.y, after.x, after.y, one.period.ended_on == after.period.started_on)
            for one, after in zip(self.steps, self.steps[1:], strict=False)
        ]

    @property
    def present(self):
        """The period that lasts still, or None."""
        last = self.steps[-1].period if self.steps else None
        return last if last is not None and last.ended_on is None else None

    @property
    def totals(self):
        """[(situation, how long in all)], the longest first."""
        nights = Counter()
        for step in self.steps:
            nights[step.period.situation] += (_end(step.period, self.today) - step.period.started_on).days
        return [(HousingSituation(code).label, _in_all(count)) for code, count in nights.most_common()]


def housing_of(user, case_file, today):
    """The line of one file, in one query."""
    rows = rows_of(user, case_file, HousingPeriod).select_related("author")
    return line_of(list(rows.order_by("started_on")), today)


def line_of(periods, today):
    """Periods in order become steps; each keeps room enough for its number."""
    if not periods:
        return HousingLine([], WIDTH, today)
    edges = _edges(periods, today)
    room = max(WIDTH, 2 * MARGIN + LEAST * (len(edges) - 1))
    days = max(1, (edges[-1] - edges[0]).days)
    free = room - 2 * MARGIN - LEAST * (len(edges) - 1)
    at, x = {}, MARGIN
    for number, edge in enumerate(edges):
        if number:
            x += LEAST + free * (edge - edges[number - 1]).days // days
        at[edge] = x
    steps = [_step(number, period, at, periods, today) for number, period in enumerate(periods, 1)]
    return HousingLine(steps, room, today)


def _edges(periods, today):
    """Every day on which something begins or ends."""
    return sorted({day for one in periods for day in (one.started_on, _end(one, today))})


def _step(number, period, at, periods, today):
    x, end = at[period.started_on], at[_end(period, today)]
    y = TOP + (HOME_RUNG - period.rung) * RUNG
    return Step(number, period, x, end - x, y, lasted(period, today), number == len(periods))


def _end(period, today):
    # A period noted today lasts its first night.
    return period.ended_on or max(today, period.started_on + datetime.timedelta(days=1))


def lasted(period, today):
    """« 12 jours », « environ 3 mois », « 2 ans »."""
    about = "" if period.precision == "day" else "environ "
    return about + _span(period.started_on, _end(period, today))


def _span(start, end):
    months = 0
    while add_months(start, months + 1) <= end:
        months += 1
    if months < 2:
        return _count((end - start).days, "jour")
    return _count(months, "mois") if months < 24 else _count(months // 12, "an")


def _in_all(nights):
    return _count(nights, "nuit") if nights < 60 else _count(round(nights / 30.44), "mois")


def _count(number, word):
    plural = "s" if number > 1 and not word.endswith("s") else ""
    return f"{number}\N{NO-BREAK SPACE}{word}{plural}"
