"""A sliding lease drawn as one line: the sub-lease, its reviews, the slide, then the months that follow.

Drawn by the server as SVG. Each step has a number; the list beside it says the same in words.
"""

import datetime
import itertools
from dataclasses import dataclass
from typing import Any

WIDTH, MARGIN, LEAST = 420, 16, 30
LOW, HIGH, HEIGHT = 84, 54, 114

DONE, DUE, LATE, MISSED, TO_COME = "done", "due", "late", "missed", "to_come"
SOON = datetime.timedelta(days=30)


@dataclass
class Step:
    """One step of the lease: its day, how it stands, and the row it tells of."""

    kind: str
    day: datetime.date
    state: str
    row: Any = None
    number: int = 0
    x: int = 0

    @property
    def is_late(self):
        return self.state == LATE

    @property
    def y(self):
        return HIGH if self.kind in ("slide", "check") else LOW

    @property
    def label(self):
        """Where its number stands: under its sign; beside a roof, whose wall goes down there."""
        return (-20, 2) if self.kind == "slide" else (0, 25)


@dataclass(frozen=True)
class LeaseLine:
    lease: Any
    steps: list
    ticks: list
    width: int
    today_x: int | None

    height, low, high = HEIGHT, LOW, HIGH

    @property
    def first(self):
        return self.steps[0]

    @property
    def last(self):
        return self.steps[-1]

    @property
    def label_of_today(self):
        """Its word is kept within the drawing."""
        return min(max(self.today_x, 42), self.width - 42)

    @property
    def bend(self):
        """Where the sub-lease ends on the drawing: at the slide, the stop, or its planned end."""
        return next(step for step in self.steps if step.kind in ("slide", "stop", "end"))


def line_of(lease, today, *, reviews, checks, meetings=()):
    """The line of one lease, from rows that were read already."""
    steps = sorted(_steps(lease, today, reviews, checks), key=lambda step: step.day)
    for number, step in enumerate(steps, 1):
        step.number = number
    width = _place(steps)
    slid_on = lease.ended_on if lease.has_slid else None
    ticks = sorted(
        {
            (_at(steps, day), HIGH if slid_on is not None and day > slid_on else LOW)
            for day in meetings
            if steps[0].day <= day <= steps[-1].day
        }
    )
    inside = steps[0].day <= today <= steps[-1].day
    return LeaseLine(lease, steps, ticks, width, _at(steps, today) if inside else None)


def _steps(lease, today, reviews, checks):
    begun = DONE if lease.started_on <= today else TO_COME
    yield Step("start", lease.started_on, begun, lease)
    for review in reviews:
        state = state_of(review.due_on, review.held_on is not None, today)
        # Once the lease is over, nobody asks for it any more.
        state = MISSED if state != DONE and not lease.is_running else state
        yield Step("review", review.held_on or review.due_on, state, review)
    if lease.is_running:
        late = LATE if lease.ends_on < today else TO_COME
        yield Step("end", lease.ends_on, late, lease)
    else:
        yield Step("slide" if lease.has_slid else "stop", lease.ended_on, DONE, lease)
    for check in checks:
        yield Step("check", check.due_on, state_of(check.due_on, bool(check.answer), today), check)


def state_of(due_on, done, today):
    """Done, late, due within a month, or to come."""
    if done:
        return DONE
    if due_on < today:
        return LATE
    return DUE if due_on <= today + SOON else TO_COME


def _place(steps):
    """Give each step its place: as far as time says, and room enough for its number; gives the width."""
    spans = [(after.day - one.day).days for one, after in itertools.pairwise(steps)]
    width = max(WIDTH, 2 * MARGIN + LEAST * len(spans))
    free, whole = width - 2 * MARGIN - LEAST * len(spans), max(1, sum(spans))
    x = MARGIN
    for index, step in enumerate(steps):
        if index:
            x += LEAST + free * spans[index - 1] // whole
        step.x = x
    return width


def _at(steps, day):
    """Where a day between the first and the last step stands."""
    for one, after in itertools.pairwise(steps):
        if one.day <= day <= after.day:
            span = max(1, (after.day - one.day).days)
            return one.x + (after.x - one.x) * (day - one.day).days // span
    return steps[-1].x
