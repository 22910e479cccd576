"""A lease that is to slide: whoever accompanies is reminded well before, once."""

import datetime
import secrets

import pytest

from casefiles.actions import AdmitReferral
from casefiles.actions.agenda.remind_of_lease import remind_of_lease
from casefiles.eligibility import add_months
from casefiles.models import Programme, Referral, Reminder
from forms.definition.answers import validate
from forms.receiving import receive
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.support import snapshots

pytestmark = pytest.mark.django_db

ANSWERS = {
    "sender_kind": "self",
    "first_name": "Camille",
    "last_name": "Exemple",
    "home_state": "sliding",
    "municipality": "7100",
    "own_request": "yes",
    "informed": "yes",
}


def this_month():
    """Asked for when it is needed: a run may cross midnight, and a month end."""
    return make.day().replace(day=1)


@pytest.fixture
def housing(db, case_manager):
    snapshots.put_forms_and_reference_data()
    make.heberge_toit(case_manager)
    programme = Programme.objects.get(slug="logement-accompagne")
    programme.case_managers.add(case_manager)
    return programme


def asked(programme, month=None, **changes):
    answers = ANSWERS | ({"slides_on": f"{month:%m/%Y}"} if month else {}) | changes
    version = programme.form.current_version
    clean, errors = validate(version.document, answers)
    assert not errors
    receive(version, clean, nonce_hash=secrets.token_hex(32))
    return Referral.objects.get()


def test_it_is_noted_for_who_accompanies_sixty_days_before(housing, case_manager, coordination):
    month = add_months(this_month(), 8)
    referral = asked(housing, month)
    case_file = AdmitReferral(coordination, referral, case_manager=case_manager).execute()
    reminder = Reminder.objects.get()
    assert (reminder.case_file, reminder.owner) == (case_file, case_manager)
    assert reminder.due_on == month - datetime.timedelta(days=60)
    assert f"{month:%m/%Y}" in reminder.words
    entry = JournalEntry.objects.get(action="reminder.added")
    assert (entry.subject, entry.actor) == (case_file.pk, coordination)
    assert f"{month:%m/%Y}" not in str(entry.details)


def test_once_for_a_request(housing, case_manager):
    referral = asked(housing, add_months(this_month(), 8))
    case_file = AdmitReferral(case_manager, referral).execute()
    assert remind_of_lease(case_manager, case_file, referral, at=make.moment()) is None
    assert Reminder.objects.count() == 1


def test_the_programme_says_how_many_days(housing, case_manager):
    month = add_months(this_month(), 8)
    Programme.objects.filter(pk=housing.pk).update(lease_reminder_days=15)
    AdmitReferral(case_manager, asked(housing, month)).execute()
    assert Reminder.objects.get().due_on == month - datetime.timedelta(days=15)


def test_none_when_the_programme_wants_none(housing, case_manager):
    Programme.objects.filter(pk=housing.pk).update(lease_reminder_days=None)
    AdmitReferral(case_manager, asked(housing, add_months(this_month(), 8))).execute()
    assert not Reminder.objects.exists()


def test_when_the_day_is_past_and_the_lease_is_not_it_is_for_today(housing, case_manager):
    AdmitReferral(case_manager, asked(housing, add_months(this_month(), 1))).execute()
    assert Reminder.objects.get().due_on == make.day()


@pytest.mark.parametrize("months_away", [None, -1, 480], ids=["not answered", "over", "far"])
def test_nothing_to_remind_of(housing, case_manager, months_away):
    month = None if months_away is None else add_months(this_month(), months_away)
    case_file = AdmitReferral(case_manager, asked(housing, month)).execute()
    assert case_file.pk
    assert not Reminder.objects.exists()


def test_a_request_without_a_form_reminds_nobody(case_manager, programme):
    make.opened_file(case_manager, programme)
    assert not Reminder.objects.exists()
