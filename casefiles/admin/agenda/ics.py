"""Appointments and reminders as calendars read them, telling nothing of anyone.

Every event says « Rendez-vous » or « Rappel » and when: not with whom, not where, not what about. What leaves
the portal in this way is on telephones and with companies that we do not know.
"""

import datetime

from django.utils import timezone
from icalendar import Calendar, Event, Timezone

from casefiles.models import Appointment

PRODUCT = "-//Héberge Toit//Agenda//FR"
DOMAIN = "heberge-toit"
# The same rules every year since 1996. The library reckons the jump of March an hour late.
BRUSSELS = """BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
MEETING, CANCELLED, REMINDER = "Rendez-vous", "Rendez-vous annulé", "Rappel"


def calendar_of(appointments, reminders=(), *, now=None):
    """The bytes of a text/calendar file."""
    now = now or timezone.now()
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Héberge Toit")
    calendar.add("x-wr-timezone", timezone.get_default_timezone_name())
    calendar.add("refresh-interval", datetime.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for appointment in appointments:
        calendar.add_component(_event(appointment, now))
    for reminder in reminders:
        calendar.add_component(_all_day(reminder, now))
    # The rules of summer time travel along: a calendar elsewhere shows the hour that we mean.
    calendar.add_component(Timezone.from_ical(BRUSSELS))
    return calendar.to_ical()


def _event(appointment, now):
    event = _neutral(appointment, now)
    cancelled = appointment.state == Appointment.State.CANCELLED
    event.add("summary", CANCELLED if cancelled else MEETING)
    event.add("dtstart", as_written(appointment.starts_at))
    event.add("dtend", as_written(appointment.ends_at))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def _all_day(reminder, now):
    event = _neutral(reminder, now)
    event.add("summary", REMINDER)
    event.add("dtstart", reminder.due_on)
    event.add("dtend", reminder.due_on + datetime.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _neutral(row, now):
    event = Event()
    event.add("uid", f"{row.pk}@{DOMAIN}")
    event.add("sequence", row.revision)
    event.add("dtstamp", now.astimezone(datetime.UTC))
    event.add("class", "PRIVATE")
    return event


def as_written(moment):
    """The hour here or, when the clock shows it for the second time that night, the instant in UTC."""
    local = timezone.localtime(moment)
    return local.astimezone(datetime.UTC) if local.fold else local
