"""Appointments: who may make one, when, and what becomes of it."""

import datetime
import uuid

import pytest
from django.utils import timezone

from casefiles.actions import (
    AddReminder,
    Assign,
    CancelAppointment,
    CloseCalendarFeed,
    EndAppointment,
    FinishReminder,
    MoveAppointment,
    OpenCalendarFeed,
    PostponeReminder,
    Refused,
    ScheduleAppointment,
)
from casefiles.actions.agenda.on_agenda import overlapping
from casefiles.models import Appointment, CalendarFeed
from casefiles.moments import NoSuchHour, local_moment
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db


def at(hour=10, *, days=1):
    day = timezone.localdate() + datetime.timedelta(days=days)
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=timezone.get_current_timezone())


def test_made_in_a_file_it_stands_in_the_agenda_of_who_holds_it(case_manager, coordination, case_file):
    made = ScheduleAppointment(coordination, case_file, starts_at=at()).execute()
    assert (made.owner, made.made_by, made.minutes, made.state) == (case_manager, coordination, 60, "planned")
    entry = JournalEntry.objects.get(action="appointment.made")
    assert (entry.subject, entry.target) == (case_file.pk, case_file.reference)
    assert entry.details == {"appointment": str(made.pk)}


def test_made_about_a_request_or_of_one_s_own(case_manager, referral):
    first = ScheduleAppointment(case_manager, referral, starts_at=at(), place="Accueil de jour").execute()
    assert (first.referral, first.case_file, first.owner) == (referral, None, case_manager)
    own = ScheduleAppointment(case_manager, case_manager, starts_at=at(14)).execute()
    assert (own.referral, own.case_file, own.owner) == (None, None, case_manager)


def test_refused_in_the_file_or_the_agenda_of_somebody_else(colleague, case_manager, case_file):
    for target in (case_file, case_manager):
        with pytest.raises(Refused) as refused:
            ScheduleAppointment(colleague, target, starts_at=at()).execute()
        assert refused.value.code == "not_yours"
    with pytest.raises(Refused) as refused:
        ScheduleAppointment(case_manager, case_file, starts_at=at(), owner=colleague).execute()
    assert refused.value.code == "owner"


@pytest.mark.parametrize("year", [1, 1999, 2999, 9999])
def test_absurd_moments_are_refused_in_french(case_manager, case_file, year):
    starts_at = datetime.datetime(year, 6, 1, 10, tzinfo=timezone.get_current_timezone())
    with pytest.raises(Refused) as refused:
        ScheduleAppointment(case_manager, case_file, starts_at=starts_at).execute()
    assert "érifiez" in refused.value.message


def test_a_double_press_makes_one_and_another_text_makes_another(case_manager, case_file):
    given = {"starts_at": at(), "place": "Bureau", "parts": ("landlord", "person"), "key": uuid.uuid4()}
    once = ScheduleAppointment(case_manager, case_file, **given).execute()
    again = ScheduleAppointment(case_manager, case_file, **given).execute()
    assert once.pk == again.pk == given["key"]
    assert JournalEntry.objects.filter(action="appointment.made").count() == 1
    assert once.parts_expected == ["person", "landlord"]
    other = ScheduleAppointment(case_manager, case_file, **given | {"place": "Ailleurs"}).execute()
    assert other.pk != once.pk
    assert Appointment.objects.count() == 2


def test_the_place_and_the_note_are_not_readable_in_the_database(case_manager, case_file):
    made = ScheduleAppointment(case_manager, case_file, starts_at=at(), place="Rue Exemple").execute()
    raw = Appointment.objects.filter(pk=made.pk).values_list("place", flat=True).get()
    assert "Exemple" not in str(raw)
    assert make.CaseFile.objects.get(pk=case_file.pk).appointments.get().place == "Rue Exemple"


def made(actor, target, **data):
    return ScheduleAppointment(actor, target, **{"starts_at": at()} | data).execute()


def refusal(action):
    with pytest.raises(Refused) as refused:
        action.execute()
    return refused.value.code


def test_moved_it_counts_a_revision_and_the_second_person_is_told(case_manager, coordination, case_file):
    planned = made(case_manager, case_file, place="Bureau")
    seen = planned.revision
    MoveAppointment(coordination, planned, changes={"starts_at": at(16)}, seen=seen).execute()
    assert planned.revision == seen + 1
    assert refusal(MoveAppointment(case_manager, planned, changes={"place": ""}, seen=seen)) == "changed"
    MoveAppointment(case_manager, planned, changes={"place": " "}).execute()
    assert planned.place is None


def test_cancelled_with_a_reason_it_stays_cancelled(case_manager, case_file):
    planned = made(case_manager, case_file)
    assert refusal(CancelAppointment(case_manager, planned, reason=" ")) == "reason_needed"
    CancelAppointment(case_manager, planned, reason="Malade").execute()
    assert (planned.state, planned.cancelled_because) == ("cancelled", "Malade")
    assert refusal(CancelAppointment(case_manager, planned, reason="Encore")) == "not_planned"
    assert refusal(MoveAppointment(case_manager, planned, changes={"starts_at": at(9)})) == "not_planned"
    assert refusal(EndAppointment(case_manager, planned, state="held")) == "not_planned"


def test_ended_once_begun_and_a_slip_is_put_right(case_manager, case_file):
    to_come = made(case_manager, case_file)
    assert refusal(EndAppointment(case_manager, to_come, state="held")) == "not_begun"
    past = made(case_manager, case_file, starts_at=timezone.now() - datetime.timedelta(hours=1))
    assert refusal(EndAppointment(case_manager, past, state="planned")) == "state"
    EndAppointment(case_manager, past, state="held").execute()
    EndAppointment(case_manager, past, state="not_shown").execute()
    assert past.state == "not_shown"
    entry = JournalEntry.objects.filter(action="appointment.ended").latest("id")
    assert entry.details == {"appointment": str(past.pk), "state": "not_shown"}


def test_who_does_not_hold_the_file_changes_nothing(colleague, case_manager, case_file):
    planned = made(case_manager, case_file)
    for action in (
        MoveAppointment(colleague, planned, changes={"starts_at": at(9)}),
        CancelAppointment(colleague, planned, reason="Non"),
        EndAppointment(colleague, planned, state="held"),
        AddReminder(colleague, case_file, due_on=make.day(-1), words="Appeler"),
    ):
        assert refusal(action) == "not_yours"


def test_overlapping_ones_are_known_and_not_refused(case_manager, case_file):
    first = made(case_manager, case_file, starts_at=at(10), minutes=60)
    long = made(case_manager, case_manager, starts_at=at(8), minutes=180)
    made(case_manager, case_file, starts_at=at(11), minutes=60)
    gone = made(case_manager, case_file, starts_at=at(10))
    CancelAppointment(case_manager, gone, reason="Doublon").execute()
    assert overlapping(first) == [long]


def test_what_is_to_come_follows_the_file(case_manager, colleague, coordination, case_file):
    planned, with_coordination = (
        made(case_manager, case_file),
        made(coordination, case_file, owner=coordination),
    )
    reminder = AddReminder(case_manager, case_file, due_on=make.day(-3), words="Appeler").execute()
    Assign(coordination, case_file, case_manager=colleague, reason="Une place se libère").execute()
    for row in (planned, reminder, with_coordination):
        row.refresh_from_db()
    assert (planned.owner, reminder.owner) == (colleague, colleague)
    assert with_coordination.owner == coordination


def test_a_reminder_is_done_once_and_may_be_put_off(case_manager, case_file):
    reminder = AddReminder(case_manager, case_file, due_on=make.day(), words="Appeler").execute()
    PostponeReminder(case_manager, reminder, due_on=make.day(-2)).execute()
    assert refusal(PostponeReminder(case_manager, reminder, due_on=make.day(1))) == "past"
    assert refusal(PostponeReminder(case_manager, reminder, due_on=datetime.date(9999, 1, 1))) == "far"
    FinishReminder(case_manager, reminder).execute()
    FinishReminder(case_manager, reminder).execute()
    assert (reminder.done_on, reminder.done_by) == (make.day(), case_manager)
    assert JournalEntry.objects.filter(action="reminder.finished").count() == 1
    assert refusal(PostponeReminder(case_manager, reminder, due_on=make.day(-2))) == "done"
    assert refusal(AddReminder(case_manager, case_file, due_on=make.day(), words=" ")) == "words"


def test_a_feed_has_one_secret_that_is_not_kept(case_manager, colleague, data_officer):
    secret = OpenCalendarFeed(case_manager, case_manager).execute()
    second = OpenCalendarFeed(case_manager, case_manager).execute()
    kept = CalendarFeed.objects.get(owner=case_manager, ended_at=None)
    assert secret != second
    assert len(second) >= 43
    assert second not in str(kept.__dict__)
    assert refusal(CloseCalendarFeed(colleague, case_manager)) == "not_yours"
    assert refusal(OpenCalendarFeed(data_officer, data_officer)) == "not_yours"
    CloseCalendarFeed(case_manager, case_manager).execute()
    assert refusal(CloseCalendarFeed(case_manager, case_manager)) == "closed"
    assert not CalendarFeed.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize(
    ("day", "hour"), [("2027-03-28", "02:30"), ("2027-10-31", "02:30"), ("2028-02-29", "09:00")]
)
def test_hours_as_people_say_them(day, hour):
    day, hour = datetime.date.fromisoformat(day), datetime.time.fromisoformat(hour)
    if day.month == 3:
        with pytest.raises(NoSuchHour):
            local_moment(day, hour)
        return
    moment = local_moment(day, hour)
    assert (moment.date(), moment.time()) == (day, hour)
    assert moment.utcoffset() == datetime.timedelta(hours=2 if day.month == 10 else 1)
