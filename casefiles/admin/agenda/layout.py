"""Where an appointment stands on the page of a week: at which quarter of an hour, beside which others."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

QUARTERS = 4
FIRST_HOUR, LAST_HOUR = 8, 18
# An appointment of five minutes is still a line that one can read and press.
LEAST_SPAN = 3
MOST_LANES = 3


@dataclass
class Slot:
    """`row` counts quarters of an hour from the first hour shown, from 1; `lane` from 1 among `lanes`."""

    appointment: object
    begins: datetime.datetime
    ends: datetime.datetime
    row: int = 1
    span: int = LEAST_SPAN
    lane: int = 1
    lanes: int = 1

    @property
    def bottom(self):
        return self.row + self.span


@dataclass
class Day:
    date: datetime.date
    is_today: bool = False
    slots: list = field(default_factory=list)
    reminders: list = field(default_factory=list)


@dataclass
class Week:
    days: list
    hours: list

    @property
    def rows(self):
        return len(self.hours) * QUARTERS


def week_of(monday, appointments, reminders, today, days=7):
    """The days of a week with what stands on each; the hours are those of an office, or more if needed."""
    found = {}
    for number in range(days):
        date = monday + datetime.timedelta(days=number)
        found[date] = Day(date, is_today=date == today)
    for appointment in appointments:
        begins = timezone.localtime(appointment.starts_at)
        if begins.date() in found:
            slot = Slot(appointment, begins, timezone.localtime(appointment.ends_at))
            found[begins.date()].slots.append(slot)
    for reminder in reminders:
        # What was due before stays on the first day until it is done.
        found[max(reminder.due_on, monday)].reminders.append(reminder)
    hours = _hours([slot for day in found.values() for slot in day.slots])
    for day in found.values():
        _place(day.slots, hours)
    return Week(list(found.values()), hours)


def _hours(slots):
    first = min((slot.begins.hour for slot in slots), default=FIRST_HOUR)
    last = max((_last_hour(slot) for slot in slots), default=LAST_HOUR)
    return list(range(min(first, FIRST_HOUR), max(last, LAST_HOUR) + 1))


def _last_hour(slot):
    """The last hour that it touches on the day it begins."""
    if slot.ends.date() > slot.begins.date():
        return 23
    return slot.ends.hour if slot.ends.minute else max(slot.ends.hour - 1, slot.begins.hour)


def _place(slots, hours):
    last = len(hours) * QUARTERS + 1
    for slot in slots:
        begins = (slot.begins.hour - hours[0]) * QUARTERS + slot.begins.minute // 15
        minutes = slot.begins.minute % 15 + slot.appointment.minutes
        span = max(LEAST_SPAN, -(-minutes // 15))
        slot.row = max(1, min(begins + 1, last - LEAST_SPAN))
        slot.span = min(span, last - slot.row)
    _side_by_side(slots)


def _side_by_side(slots):
    """Appointments that touch share the width: each in the first lane that is free."""
    group, bottom = [], 0
    for slot in sorted(slots, key=lambda slot: (slot.row, -slot.span)):
        if group and slot.row >= bottom:
            _share(group)
            group = []
        group.append(slot)
        bottom = max(bottom, slot.bottom) if len(group) > 1 else slot.bottom
    _share(group)


def _share(group):
    free_from = []
    for slot in group:
        lane = next((n for n, free in enumerate(free_from) if free <= slot.row), len(free_from))
        if lane == len(free_from):
            free_from.append(0)
        free_from[lane] = slot.bottom
        slot.lane = min(lane + 1, MOST_LANES)
    for slot in group:
        slot.lanes = min(len(free_from), MOST_LANES)
