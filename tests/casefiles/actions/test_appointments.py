"""Appointments: who may make one, when, and what becomes of it."""

import datetime
import uuid

import pytest
from django.utils import timezone

from casefiles.actions import Refused, ScheduleAppointment
from casefiles.models import Appointment
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
