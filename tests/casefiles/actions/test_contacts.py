"""Contacts: noted once, corrected with history, locked after some days, completed afterwards."""

import datetime
import uuid

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from casefiles.actions import (
    CancelAppointment,
    CorrectContact,
    LogContact,
    Refused,
    SaveContactTemplate,
    ScheduleAppointment,
)
from casefiles.actions.contact.lock import is_locked
from casefiles.models import Contact, ContactKind, ContactTemplate
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db


def refused(action):
    with pytest.raises(Refused) as caught:
        action.execute()
    return caught.value


def noted(actor, case_file, *, days_ago, **data):
    """A contact noted so many days ago, of that same day."""
    data.setdefault("kind", ContactKind.objects.get(code="interview"))
    moment = make.moment(days_ago)
    return LogContact(actor, case_file, date=timezone.localdate(moment), at=moment, **data).execute()


def appointment(actor, case_file, *, hours_ago=2):
    starts_at = timezone.now() - datetime.timedelta(hours=hours_ago)
    return ScheduleAppointment(actor, case_file, starts_at=starts_at).execute()


def test_who_was_there_is_kept_in_the_order_of_the_list(case_manager, case_file):
    contact = make.contact(case_manager, case_file, parts_present=("landlord", "person", "social_worker"))
    contact.refresh_from_db()
    assert contact.parts_present == ["person", "social_worker", "landlord"]
    assert contact.parts_present_words.startswith("la personne, ")
    kind = ContactKind.objects.first()
    wrong = LogContact(case_manager, case_file, date=make.day(), kind=kind, parts_present=("king",))
    assert refused(wrong).code == "parts"


def test_noting_the_contact_of_an_appointment_ends_it_once(case_manager, case_file):
    meeting, kind = appointment(case_manager, case_file), ContactKind.objects.first()
    given = {"date": make.day(), "kind": kind, "outcome": "not_shown", "appointment": meeting}
    contact = LogContact(case_manager, case_file, **given).execute()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.contact) == ("not_shown", contact)
    assert refused(LogContact(case_manager, case_file, **given)).code == "noted"
    reason = "C’était une erreur"
    CorrectContact(case_manager, contact, changes={"outcome": "held"}, reason=reason).execute()
    meeting.refresh_from_db()
    assert meeting.state == "held"


def test_a_cancelled_appointment_keeps_its_reason(case_manager, case_file):
    meeting, kind = appointment(case_manager, case_file), ContactKind.objects.first()
    CancelAppointment(case_manager, meeting, reason="Train supprimé").execute()
    given = {"date": make.day(), "kind": kind, "appointment": meeting}
    assert refused(LogContact(case_manager, case_file, **given)).code == "not_planned"
    LogContact(case_manager, case_file, outcome="cancelled", **given).execute()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_because) == ("cancelled", "Train supprimé")


def test_the_appointment_of_another_file_or_of_tomorrow_is_refused(case_manager, programme, case_file):
    other = make.opened_file(case_manager, programme, last_name="Autre", national_number="")
    kind = ContactKind.objects.first()
    elsewhere = appointment(case_manager, other)
    wrong = LogContact(case_manager, case_file, date=make.day(), kind=kind, appointment=elsewhere)
    assert refused(wrong).code == "other_file"
    tomorrow = appointment(case_manager, case_file, hours_ago=-30)
    early = LogContact(case_manager, case_file, date=make.day(), kind=kind, appointment=tomorrow)
    assert refused(early).code == "not_begun"


def test_an_hour_to_come_is_refused(case_manager, case_file):
    kind = ContactKind.objects.first()
    late = datetime.time(23, 59)
    today = timezone.localtime().replace(hour=8)
    with_hour = LogContact(case_manager, case_file, date=today.date(), time=late, kind=kind)
    if timezone.localtime().time() < datetime.time(23, 50):
        assert refused(with_hour).code == "future_time"
    yesterday = today.date() - datetime.timedelta(days=1)
    assert LogContact(case_manager, case_file, date=yesterday, time=late, kind=kind).execute().time == late


def test_a_double_press_stores_once_and_loses_no_second_text(case_manager, case_file):
    kind = ContactKind.objects.first()
    given = {"date": make.day(), "kind": kind, "note": "Vue au bureau.", "key": uuid.uuid4()}
    first = LogContact(case_manager, case_file, **given).execute()
    assert LogContact(case_manager, case_file, **given).execute() == first
    assert JournalEntry.objects.filter(action="contact.logged").count() == 1
    second = LogContact(case_manager, case_file, **given | {"note": "Vue à la gare."}).execute()
    assert {contact.note for contact in (first, second)} == {"Vue au bureau.", "Vue à la gare."}
    assert Contact.objects.count() == 2


def test_only_the_kinds_of_the_programme_when_it_has_some(case_manager, programme, case_file):
    interview, other = ContactKind.objects.order_by("order")[:2]
    programme.contact_kinds.set([interview])
    assert refused(LogContact(case_manager, case_file, date=make.day(), kind=other)).code == "kind"
    contact = LogContact(case_manager, case_file, date=make.day(), kind=interview).execute()
    programme.contact_kinds.set([other])
    CorrectContact(case_manager, contact, changes={"minutes": 20}, reason="Oubliées").execute()


def test_the_last_contact_is_no_revision_of_the_file(case_manager, case_file):
    case_file.refresh_from_db()
    before = case_file.revision
    make.contact(case_manager, case_file)
    case_file.refresh_from_db()
    assert (case_file.revision, case_file.last_contact_on) == (before, make.day())


def test_past_its_days_a_contact_is_completed_and_not_corrected(case_manager, case_file):
    old = noted(case_manager, case_file, days_ago=31)
    problem = refused(CorrectContact(case_manager, old, changes={"minutes": 5}, reason="Erreur"))
    assert problem.code == "locked"
    assert "Notez un complément" in problem.message
    more = make.contact(case_manager, case_file, completes=old, note="En fait, c’était plus long.")
    assert list(old.complements.all()) == [more]
    young = noted(case_manager, case_file, days_ago=30)
    CorrectContact(case_manager, young, changes={"minutes": 5}, reason="Erreur").execute()


def test_the_lock_counts_from_when_it_was_noted(case_manager, case_file):
    told_late = make.contact(case_manager, case_file, days_ago=39)
    CorrectContact(case_manager, told_late, changes={"minutes": 5}, reason="Erreur").execute()


def test_a_spreadsheet_does_not_pass_the_lock_of_what_was_typed(case_manager, case_file):
    typed = noted(case_manager, case_file, days_ago=31)
    by_sheet = CorrectContact(
        case_manager, typed, changes={"minutes": 5}, reason="Import : tri", imported=True
    )
    assert refused(by_sheet).code == "locked"
    imported = noted(case_manager, case_file, days_ago=31, origin="imported", origin_key="id:1")
    CorrectContact(
        case_manager, imported, changes={"minutes": 5}, reason="Import : tri", imported=True
    ).execute()


def test_a_template_is_made_from_a_contact_and_replaced_under_its_name(case_manager, case_file):
    contact = make.contact(
        case_manager, case_file, minutes=45, place="Chez Camille", parts_present=("person", "landlord")
    )
    template = SaveContactTemplate.of_contact(case_manager, contact).execute()
    assert (template.owner, template.minutes, template.place) == (case_manager, 45, "")
    assert template.parts_present == ["person", "landlord"]
    SaveContactTemplate.of_contact(case_manager, contact).execute()
    assert ContactTemplate.objects.count() == 1


def test_only_coordination_shares_a_template(case_manager, coordination, case_file):
    contact = make.contact(case_manager, case_file)
    assert refused(SaveContactTemplate.of_contact(case_manager, contact, shared=True)).code == "shared"
    assert SaveContactTemplate.of_contact(coordination, contact, shared=True).execute().owner is None


class Lock(TestCase):
    """Whatever the days, the last day on which a contact is corrected is the one that is announced."""

    @given(days=st.integers(0, 400), limit=st.integers(1, 365))
    def test_locked_after_exactly_so_many_days(self, days, limit):
        programme = make.Programme(contact_lock_days=limit)
        contact = Contact(case_file=make.CaseFile(programme=programme), created_at=make.moment())
        today = timezone.localdate() + datetime.timedelta(days=days)
        assert is_locked(contact, today) == (days > limit)


class Corrections(TestCase):
    """After any row of corrections, going back through the history gives the first words again."""

    @given(
        st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "note": st.text("abcé ’\n😀", max_size=30),
                    "minutes": st.none() | st.integers(0, 1440),
                    "parts_present": st.sets(st.sampled_from(Contact.Part.values)).map(sorted),
                    "outcome": st.sampled_from(Contact.Outcome.values),
                },
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_history_goes_back_to_the_first_words(self, rounds):
        holder = person(Role.CASE_MANAGER)
        case_file = make.opened_file(holder, make.heberge_toit(holder))
        contact = make.contact(holder, case_file, note="Au début", minutes=30)
        told = []
        for changes in rounds:
            contact.refresh_from_db()
            told.append((contact.note, contact.minutes, contact.parts_present, contact.outcome))
            CorrectContact(holder, contact, changes=changes, reason="Essai").execute()
        kept = [row.before for row in contact.corrections.order_by("created_at")]
        names = ("note", "minutes", "parts_present", "outcome")
        assert [tuple(row[name] for name in names) for row in kept] == told
