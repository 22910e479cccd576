"""What the agenda says of a day, for « Aujourd’hui »: three short lists, six queries."""

from dataclasses import dataclass
from typing import Any

from casefiles.admin.agenda.rows import appointments_of, reminders_of, to_report

SHOWN = 6


@dataclass(frozen=True)
class Short:
    """The first lines of a list, and how many there are in all."""

    rows: list
    total: int

    @property
    def hidden(self):
        return self.total - len(self.rows)


@dataclass(frozen=True)
class AgendaToday:
    """Appointments of the day, reminders that are due, past appointments to tell about."""

    appointments: Any
    reminders: Any
    to_report: Any

    @property
    def total(self):
        return self.appointments.total + self.reminders.total + self.to_report.total


def today_of(user, today):
    return AgendaToday(
        _short(appointments_of(user, today, today).exclude(state="cancelled")),
        _short(reminders_of(user, until=today)),
        _short(to_report(user)),
    )


def _short(rows):
    return Short(list(rows[:SHOWN]), rows.count())
