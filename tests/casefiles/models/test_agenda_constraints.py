"""What the database itself refuses of contacts, appointments, reminders and feeds, whoever writes."""

import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from casefiles.actions import (
    AddReminder,
    CancelAppointment,
    OpenCalendarFeed,
    SaveContactTemplate,
    ScheduleAppointment,
)
from casefiles.models import CalendarFeed, Contact
from tests.factories import casefiles as make
from tests.support.raw_sql import copy_row, update_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment(case_manager, case_file):
    starts_at = timezone.now() + datetime.timedelta(days=1)
    return ScheduleAppointment(case_manager, case_file, starts_at=starts_at).execute()


@pytest.fixture
def contact(case_manager, case_file):
    return make.contact(case_manager, case_file)


@pytest.fixture
def template(case_manager, contact):
    return SaveContactTemplate.of_contact(case_manager, contact).execute()


def refused(write, *args, **columns):
    with pytest.raises(IntegrityError):
        write(*args, **columns)


@pytest.mark.parametrize(
    "columns", [{"state": "lost"}, {"minutes": 4}, {"minutes": 1441}, {"state": "cancelled"}]
)
def test_an_appointment_has_a_known_state_a_length_and_a_reason_once_cancelled(appointment, columns):
    refused(update_row, appointment, **columns)


def test_a_reason_without_a_cancelled_appointment_is_refused(case_manager, appointment):
    CancelAppointment(case_manager, appointment, reason="Malade").execute()
    refused(update_row, appointment, state="planned")


def test_two_contacts_of_one_appointment_are_refused(case_manager, case_file, appointment):
    first, second = make.contact(case_manager, case_file), make.contact(case_manager, case_file)
    update_row(first, appointment_id=appointment.pk)
    refused(update_row, second, appointment_id=appointment.pk)


def test_a_contact_has_a_known_outcome_and_does_not_complete_itself(contact):
    refused(update_row, contact, outcome="lost")
    refused(update_row, contact, minutes=1441)
    refused(update_row, contact, completes_id="= id")


def test_a_reminder_that_is_done_is_signed(case_manager, case_file):
    reminder = AddReminder(case_manager, case_file, due_on=make.day(), words="Appeler").execute()
    refused(update_row, reminder, done_on=make.day())
    refused(update_row, reminder, done_by_id=case_manager.pk)


def test_one_open_feed_per_person_and_no_end_before_its_beginning(case_manager):
    OpenCalendarFeed(case_manager, case_manager).execute()
    feed = CalendarFeed.objects.get()
    refused(copy_row, feed, token_hash="f" * 64)
    refused(update_row, feed, ended_at=timezone.now() - datetime.timedelta(days=1))
    update_row(feed, ended_at=timezone.now() + datetime.timedelta(seconds=5))
    copy_row(feed, token_hash="f" * 64)
    refused(copy_row, feed, token_hash="f" * 64)


def test_one_template_of_a_name_for_each_and_for_all(coordination, template):
    refused(copy_row, template)
    shared = SaveContactTemplate(coordination, None, label="Modèle", kind=template.kind).execute()
    refused(copy_row, shared)


def test_a_deleted_appointment_leaves_its_contact(case_manager, case_file, appointment, contact):
    update_row(contact, appointment_id=appointment.pk)
    appointment.delete()
    assert Contact.objects.get(pk=contact.pk).appointment is None
