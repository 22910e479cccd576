"""The calendar feed: read without signing in, telling nothing, closed with the right to it."""

import datetime

import icalendar
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from casefiles.actions import (
    AddReminder,
    Assign,
    CancelAppointment,
    FinishReminder,
    MoveAppointment,
    OpenCalendarFeed,
    ScheduleAppointment,
)
from casefiles.admin.agenda.ics import calendar_of
from casefiles.models import Appointment, CalendarFeed, Reminder
from portal.accounts.roles import Role
from tests.casefiles.screens.pages import text_of
from tests.factories import casefiles as make

ZONE = timezone.get_default_timezone()


def soon(days=2, hours=0):
    return timezone.now().replace(minute=0, second=0, microsecond=0) + datetime.timedelta(
        days=days, hours=hours
    )


@pytest.fixture
def feed(case_manager, case_file):
    """`feed()`: what a calendar reads at the address of the case manager; `feed.address` is it."""
    secret = OpenCalendarFeed(case_manager, case_manager).execute()

    def read(**headers):
        return Client().get(read.address, **headers)

    read.address = reverse("calendars:feed", args=[secret])
    return read


def events_of(response):
    calendar = icalendar.Calendar.from_ical(response.content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


@pytest.mark.django_db
def test_it_says_when_and_nothing_else(feed, case_manager, case_file):
    secret_words = {
        "place": "Rue Secrète, 1",
        "with_whom": "Sa sœur",
        "note": "Ne pas en parler",
        "kind": make.ContactKind.objects.get(code="interview"),
    }
    meeting = ScheduleAppointment(case_manager, case_file, starts_at=soon(), **secret_words).execute()
    reminder = AddReminder(case_manager, case_file, due_on=make.day(-3), words="Secret aussi").execute()
    answer = feed()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    events = events_of(answer)
    assert {str(event["summary"]) for event in events.values()} == {"Rendez-vous", "Rappel"}
    event, all_day = events[f"{meeting.pk}@heberge-toit"], events[f"{reminder.pk}@heberge-toit"]
    assert event.decoded("dtstart") == meeting.starts_at
    assert event.decoded("dtend") - event.decoded("dtstart") == datetime.timedelta(hours=1)
    assert all_day.decoded("dtstart") == make.day(-3)
    person, words = case_file.person, text_of(answer)
    names = [person.first_name, person.last_name, case_file.reference, str(case_file.pk), "Secr", "sœur"]
    assert not [name for name in [*names, "parler", "Entretien"] if name in words]
    for event in events.values():
        told = {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CLASS", "STATUS", "TRANSP"}
        assert set(event) <= told


@pytest.mark.django_db
def test_a_move_counts_and_a_cancelled_one_says_so(feed, case_manager, case_file):
    meeting = ScheduleAppointment(case_manager, case_file, starts_at=soon()).execute()
    uid = f"{meeting.pk}@heberge-toit"
    assert events_of(feed())[uid]["sequence"] == 0
    MoveAppointment(case_manager, meeting, changes={"starts_at": soon(3)}).execute()
    moved = events_of(feed())[uid]
    assert (moved["sequence"], moved.decoded("dtstart")) == (1, soon(3))
    CancelAppointment(case_manager, meeting, reason="Secret").execute()
    cancelled = events_of(feed())[uid]
    assert (str(cancelled["status"]), cancelled["sequence"]) == ("CANCELLED", 2)
    reminder = AddReminder(case_manager, case_file, due_on=make.day(-1), words="Secret").execute()
    FinishReminder(case_manager, reminder).execute()
    assert f"{reminder.pk}@heberge-toit" not in events_of(feed())


@pytest.mark.django_db
def test_only_one_s_own_and_only_of_files_one_still_sees(
    feed, case_manager, colleague, coordination, case_file
):
    ScheduleAppointment(coordination, case_file, starts_at=soon(), owner=coordination).execute()
    ScheduleAppointment(case_manager, case_file, starts_at=soon()).execute()
    assert len(events_of(feed())) == 1
    Assign(coordination, case_file, case_manager=colleague, reason="Changement").execute()
    assert events_of(feed()) == {}


@pytest.mark.django_db
def test_what_is_not_an_open_address_does_not_exist(feed, case_manager):
    assert feed().status_code == 200
    other = reverse("calendars:feed", args=["x" * 43])
    assert Client().get(other).status_code == 404
    assert Client().get("/agenda/court.ics").status_code == 404
    assert Client().post(feed.address).status_code == 405
    assert Client().head(feed.address).status_code == 200
    OpenCalendarFeed(case_manager, case_manager).execute()
    assert feed().status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["account", "role"])
def test_it_ends_with_the_account_or_the_role_and_does_not_come_back(feed, case_manager, journal, how):
    group = case_manager.groups.get(name=Role.CASE_MANAGER.value)
    if how == "account":
        case_manager.is_active = False
        case_manager.save()
    else:
        case_manager.groups.remove(group)
    assert feed().status_code == 404
    assert journal("calendar_feed.ended")[-1].details["revoked"]
    case_manager.is_active = True
    case_manager.save()
    case_manager.groups.add(group)
    assert feed().status_code == 404


@pytest.mark.django_db
def test_an_account_closed_behind_our_back_reads_nothing(feed, case_manager):
    type(case_manager).objects.filter(pk=case_manager.pk).update(is_active=False)
    assert feed().status_code == 404


@pytest.mark.django_db
def test_too_many_readings_and_too_many_guesses_wait(feed, monkeypatch):
    monkeypatch.setattr("forms.limits.PER_CALENDAR", 3)
    answers = [feed().status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert int(feed()["Retry-After"]) > 0
    guesses = [Client().get(reverse("calendars:feed", args=["x" * 43])).status_code for _ in range(4)]
    assert guesses == [404, 404, 404, 429]


@pytest.mark.django_db
def test_when_it_was_read_is_kept_to_the_hour(feed):
    feed()
    first = CalendarFeed.objects.get().last_read_at
    feed()
    assert CalendarFeed.objects.get().last_read_at == first
    with time_machine.travel(first + datetime.timedelta(hours=1, minutes=1)):
        feed()
    assert CalendarFeed.objects.get().last_read_at > first


@pytest.mark.django_db
def test_the_address_is_shown_once(own, case_manager, journal):
    page = reverse("casefiles:calendar")
    made = own.post(page, {"act": "faire"})
    address = made.context["address"]
    assert address in text_of(made)
    assert made["Cache-Control"] == "no-store"
    assert Client().get(address.removeprefix("http://testserver")).status_code == 200
    assert address not in text_of(own.get(page))
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert secret not in str([entry.details for entry in journal("calendar_feed.made")])
    own.post(page, {"act": "fermer"})
    assert Client().get(address.removeprefix("http://testserver")).status_code == 404
    assert len(journal("calendar_feed.ended")) == 1
    again = own.post(page, {"act": "fermer"}, follow=True)
    assert "elle est déjà fermée" in text_of(again)


@pytest.mark.django_db
def test_the_file_of_one_appointment_is_read_back(own, case_manager, case_file):
    meeting = ScheduleAppointment(case_manager, case_file, starts_at=soon(), place="Secret").execute()
    answer = own.get(reverse("casefiles:appointment_ics", args=[meeting.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="rendez-vous.ics"'
    (event,) = events_of(answer).values()
    assert event.decoded("dtstart") == meeting.starts_at
    assert "Secret" not in text_of(answer)


# 28 March 2027, 2 o'clock does not exist; 31 October, it comes twice.
NIGHTS = [
    datetime.datetime(2027, 3, 28, tzinfo=datetime.UTC),
    datetime.datetime(2027, 10, 31, tzinfo=datetime.UTC),
]
_around_the_nights = st.builds(
    lambda night, minutes: night + datetime.timedelta(minutes=minutes),
    st.sampled_from(NIGHTS),
    st.integers(-180, 300),
)
_any_time = st.datetimes(
    datetime.datetime(2000, 1, 1), datetime.datetime(2060, 1, 1), timezones=st.just(datetime.UTC)
).map(lambda moment: moment.replace(second=0, microsecond=0))


@given(
    st.lists(
        st.builds(
            Appointment,
            starts_at=_around_the_nights | _any_time,
            minutes=st.integers(5, 1440),
            state=st.sampled_from(Appointment.State.values),
            revision=st.integers(0, 2**31 - 1),
        ),
        max_size=5,
    ),
    st.lists(st.builds(Reminder, due_on=st.dates(datetime.date(2000, 1, 1)), revision=st.integers(0, 99))),
)
def test_what_is_written_is_read_back(appointments, reminders):
    reminders = [row for row in reminders if row.due_on < datetime.date.max]
    calendar = icalendar.Calendar.from_ical(calendar_of(appointments, reminders))
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(appointments) + len(reminders)
    for row in appointments:
        event = events[f"{row.pk}@heberge-toit"]
        # Two hours of one zone are compared as the wall shows them: an hour is lost or won at night.
        begins, ends = (event.decoded(name).astimezone(datetime.UTC) for name in ("dtstart", "dtend"))
        assert (begins, ends) == (row.starts_at, row.ends_at)
        assert (event["status"] == "CANCELLED") == (row.state == "cancelled")
        assert event["sequence"] == row.revision
    for row in reminders:
        assert events[f"{row.pk}@heberge-toit"].decoded("dtstart") == row.due_on


@given(_around_the_nights | _any_time.filter(lambda moment: 1996 < moment.year < 2037))
def test_the_zone_that_travels_along_is_ours(moment):
    """A calendar that knows no zone of its own reckons with the one in the file: to the same instant."""
    (written,) = icalendar.Calendar.from_ical(calendar_of([])).walk("VTIMEZONE")
    zone = written.to_tz(lookup_tzid=False)
    local = moment.astimezone(ZONE)
    if local.fold or local.year < 1997:
        return
    there = local.replace(tzinfo=None)
    assert zone.utcoffset(there.replace(tzinfo=zone)) == local.utcoffset()
