"""What the agenda says of a day, for « Aujourd’hui »: three short lists, six queries at most."""

from dataclasses import dataclass
from typing import Any

from casefiles.admin.agenda.rows import appointments_of, reminders_of, to_report
from casefiles.admin.short import short


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
        short(appointments_of(user, today, today).exclude(state="cancelled")),
        short(reminders_of(user, until=today)),
        short(to_report(user)),
    )
