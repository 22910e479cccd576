"""The handover: notes go along one by one, and nobody reads one that was not released."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from casefiles import access
from casefiles.actions import (
    AcceptHandover,
    Assign,
    CancelHandover,
    CloseFile,
    CorrectContact,
    EndCover,
    NoteLeaseMeeting,
    Refused,
    RefuseHandover,
    StartLease,
    VisitHome,
)
from casefiles.models import (
    CaseFile,
    Contact,
    ContactCorrection,
    ExitReason,
    Handover,
    HomeVisit,
    LeaseMeeting,
)
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.factories.accounts import person
from tests.factories.handover import propose


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.code


def notes_read(user):
    return set(access.visible_to(user, Contact).values_list("pk", flat=True))


@pytest.fixture
def contacts(case_file, case_manager):
    """Two with a note, one of them confidential, and one that is only a date."""
    return [
        make.contact(case_manager, case_file, note="Une première note"),
        make.contact(case_manager, case_file, confidential_note="Une confidence"),
        make.contact(case_manager, case_file),
    ]


def test_only_what_is_ticked_goes_along(case_file, case_manager, colleague, coordination, contacts):
    first, secret, plain = contacts
    CorrectContact(case_manager, secret, changes={"minutes": 5}, reason="Faute").execute()
    handover = propose(case_manager, case_file, colleague, first)
    assert {row.pk for row in access.released_to(colleague, handover)} == {first.pk}
    assert not notes_read(colleague)
    AcceptHandover(colleague, handover).execute()
    assert notes_read(colleague) == {first.pk, plain.pk}
    assert notes_read(case_manager) == set()
    assert notes_read(coordination) == {first.pk, plain.pk}
    assert access.kept_from(colleague, CaseFile.objects.get()) == [(case_manager, 1)]
    assert ContactCorrection.objects.exists()
    assert not access.visible_to(colleague, ContactCorrection).exists()
    assert access.released_to(case_manager, handover).count() == 0


def test_given_back_she_reads_again_what_she_kept(case_file, case_manager, colleague, contacts):
    AcceptHandover(colleague, propose(case_manager, case_file, colleague)).execute()
    theirs = make.contact(colleague, CaseFile.objects.get(), note="Une note de la collègue")
    back = propose(colleague, CaseFile.objects.get(), case_manager)
    AcceptHandover(case_manager, back).execute()
    assert notes_read(case_manager) == {contact.pk for contact in contacts}
    assert Contact.objects.get(pk=theirs.pk).kept_by == colleague


def test_a_complement_goes_where_its_contact_goes(case_file, case_manager, colleague):
    old = make.contact(case_manager, case_file, days_ago=35, note="Une vieille note")
    more = make.contact(case_manager, case_file, note="Ce qui la complète", completes=old)
    handover = propose(case_manager, case_file, colleague, more)
    assert handover.notes.count() == 0
    AcceptHandover(colleague, handover).execute()
    assert notes_read(colleague) == set()


def test_somebody_at_capacity_is_told_and_nothing_moves(case_file, case_manager, colleague, programme):
    handover = propose(case_manager, case_file, colleague)
    for _ in range(programme.capacity_per_case_manager):
        make.opened_file(colleague, programme)
    assert refusal(AcceptHandover(colleague, handover).execute) == "full"
    assert CaseFile.objects.get(pk=case_file.pk).case_manager == case_manager
    RefuseHandover(colleague, handover, why="Mes dix places sont prises").execute()
    assert Handover.objects.get().answer == "Mes dix places sont prises"
    propose(case_manager, case_file, colleague)


def test_an_answer_is_given_once_by_whom_it_was_asked(case_file, case_manager, colleague, coordination):
    handover = propose(case_manager, case_file, colleague)
    assert refusal(propose, case_manager, case_file, colleague) == "twice"
    for answer in (AcceptHandover, CancelHandover):
        assert refusal(answer(coordination, handover).execute) == "not_yours"
    assert refusal(AcceptHandover(case_manager, handover).execute) == "not_yours"
    assert refusal(RefuseHandover(colleague, handover, why=" ").execute) == "why"
    CancelHandover(case_manager, handover).execute()
    assert refusal(AcceptHandover(colleague, handover).execute) == "answered"


@pytest.mark.parametrize("meanwhile", ["given", "closed"])
def test_a_proposal_falls_when_its_giver_no_longer_holds_the_file(
    case_file, case_manager, colleague, coordination, programme, meanwhile
):
    handover = propose(case_manager, case_file, colleague)
    if meanwhile == "closed":
        reason = ExitReason.objects.first()
        CloseFile(case_manager, case_file, reason=reason, note="Une sortie fictive.").execute()
    else:
        third = person(Role.CASE_MANAGER)
        programme.case_managers.add(third)
        Assign(coordination, case_file, case_manager=third, reason="Urgence").execute()
    assert refusal(AcceptHandover(colleague, handover).execute) == "answered"
    assert Handover.objects.get().state == "cancelled"


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"why": " "}, "why"), ({"meeting_on": 400}, "meeting"), ({"meeting_on": -400}, "meeting")],
)
def test_what_is_missing(case_file, case_manager, colleague, changes, code):
    """The meeting is told by how many days have passed."""
    if "meeting_on" in changes:
        changes = {"meeting_on": make.day(changes["meeting_on"])}
    assert refusal(propose, case_manager, case_file, colleague, **changes) == code


def test_to_whom(case_file, case_manager, colleague, coordination):
    assert refusal(propose, case_manager, case_file, case_manager) == "receiver"
    assert refusal(propose, coordination, case_file, colleague) == "not_yours"
    with pytest.raises(Refused):
        propose(case_manager, case_file, coordination)


def test_the_journal_counts_the_notes_and_quotes_none(case_file, case_manager, colleague, contacts):
    handover = propose(case_manager, case_file, colleague, contacts[0], message="Un secret bien gardé")
    entry = JournalEntry.objects.get(action="handover.proposed")
    assert entry.details == {"handover": str(handover.pk), "receiver": str(colleague.pk), "notes": 1}


def cover_of(case_manager, case_file, colleague, *ticked, days=7, starts_in=0):
    """A cover from today, or from a day to come, that the colleague has accepted."""
    given = {"covers_from": make.day(-starts_in), "covers_until": make.day(-starts_in - days)}
    handover = propose(case_manager, case_file, colleague, *ticked, **given)
    return AcceptHandover(colleague, handover).execute()


def test_a_cover_reads_and_writes_until_its_last_day(case_file, case_manager, colleague, contacts):
    _first, secret, plain = contacts
    handover = cover_of(case_manager, case_file, colleague, secret)
    assert notes_read(colleague) == {secret.pk, plain.pk}
    assert notes_read(case_manager) == {contact.pk for contact in contacts}
    theirs = make.contact(colleague, CaseFile.objects.get(), note="Pendant le congé")
    assert theirs.pk in notes_read(colleague) & notes_read(case_manager)
    # It takes none of the places of who stands in, and the file is not hers to pass on.
    assert CaseFile.objects.get().case_manager == case_manager
    assert not colleague.assignments.exists()
    assert refusal(propose, colleague, CaseFile.objects.get(), case_manager) == "not_yours"
    assert refusal(propose, case_manager, case_file, colleague, covers_until=make.day(-3)) == "covered"
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7)):
        assert notes_read(colleague)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        assert notes_read(colleague) == set()
        assert not access.visible_to(colleague, CaseFile).exists()
        assert not access.visible_to(colleague, Handover).exists()
        assert not access.may_work_on(colleague, CaseFile.objects.get())
        assert refusal(EndCover(case_manager, handover).execute) == "ended"


def test_a_cover_to_come_opens_nothing_yet(case_file, case_manager, colleague, contacts):
    cover_of(case_manager, case_file, colleague, contacts[0], starts_in=3)
    assert notes_read(colleague) == set()
    assert not access.visible_to(colleague, Handover).exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        assert notes_read(colleague) == {contacts[0].pk, contacts[2].pk}


@pytest.mark.parametrize("how", ["ended", "handed over", "closed"])
def test_a_cover_ends_at_once(case_file, case_manager, colleague, programme, contacts, how):
    handover = cover_of(case_manager, case_file, colleague, contacts[0])
    third = person(Role.CASE_MANAGER)
    programme.case_managers.add(third)
    assert refusal(EndCover(third, handover).execute) == "not_yours"
    held = CaseFile.objects.get(pk=case_file.pk)
    if how == "ended":
        EndCover(case_manager, handover).execute()
    elif how == "handed over":
        AcceptHandover(third, propose(case_manager, held, third)).execute()
    else:
        reason = ExitReason.objects.first()
        CloseFile(case_manager, held, reason=reason, note="Une sortie fictive.").execute()
    assert not access.visible_to(colleague, CaseFile).exists()
    assert notes_read(colleague) == set()
    handover.refresh_from_db()
    assert handover.cover_ended_on == make.day()
    assert CaseFile.objects.get(pk=case_file.pk).covered_by is None


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [(1, -5, "from"), (-70, -72, "from"), (-5, -4, "until"), (0, -70, "until"), (-5, None, "until")],
)
def test_days_of_a_cover_that_cannot_be(case_file, case_manager, colleague, starts, ends, code):
    """Told by how many days have passed."""
    ends = None if ends is None else make.day(ends)
    days = {"covers_from": make.day(starts), "covers_until": ends}
    assert refusal(propose, case_manager, case_file, colleague, **days) == code


def test_accepted_too_late(case_file, case_manager, colleague):
    handover = propose(case_manager, case_file, colleague, covers_until=make.day(-2))
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        assert refusal(AcceptHandover(colleague, handover).execute) == "over"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE casefiles_casefile SET covered_from = '2026-01-02', covered_until = '2026-01-01', "
        "covered_by_id = case_manager_id",
        "UPDATE casefiles_casefile SET covered_until = '2026-01-01'",
        "UPDATE casefiles_handover SET covers_from = '2026-01-02', covers_until = '2026-01-01'",
        "UPDATE casefiles_handover SET cover_ended_on = '2026-01-01'",
    ],
)
def test_the_database_refuses_a_cover_that_cannot_be(case_file, case_manager, colleague, sql):
    propose(case_manager, case_file, colleague)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_words_kept_are_kept_wherever_they_stand(case_file, case_manager, colleague):
    """A visit and a meeting about the lease are contacts too: their words stay behind with them."""
    VisitHome(
        case_manager, case_file, date=make.day(), findings={"rent": "good"}, note="Une confidence"
    ).execute()
    lease = StartLease(
        case_manager, case_file, owner="Propriétaire", operator_name="Agence", **lease_days()
    ).execute()
    NoteLeaseMeeting(
        case_manager, lease, date=make.day(), decided="Une confidence", parts_present=("person",)
    ).execute()
    for model in (HomeVisit, LeaseMeeting):
        assert access.visible_to(case_manager, model).exists()
    cover_of(case_manager, case_file, colleague)
    for model in (HomeVisit, LeaseMeeting):
        assert not access.visible_to(colleague, model).exists()
    AcceptHandover(colleague, propose(case_manager, CaseFile.objects.get(), colleague)).execute()
    for model in (HomeVisit, LeaseMeeting):
        assert not access.visible_to(colleague, model).exists()


def lease_days():
    return {"started_on": make.day(30), "ends_on": make.day(-300)}


class Relay(RuleBasedStateMachine):
    """One file among three case managers: what each reads is what was hers or was released to her."""

    @initialize()
    def begin(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.team = [person(Role.CASE_MANAGER) for _ in range(3)]
        self.coordination = person(Role.COORDINATION)
        self.programme = make.heberge_toit(*self.team)
        self.pk = make.opened_file(self.team[0], self.programme).pk
        self.holder, self.proposed = 0, None
        # (who stands in, the contacts ticked for her or written by her), or None
        self.cover = None
        # {contact: who kept it, or None}
        self.kept = {}

    @property
    def file(self):
        return CaseFile.objects.get(pk=self.pk)

    @rule(again=st.integers(1, 2))
    def write(self, again):
        for _ in range(again):
            contact = make.contact(self.team[self.holder], self.file, note="Une note")
            self.kept[contact.pk] = None

    @precondition(lambda self: not self.proposed and not self.cover)
    @rule(step=st.integers(1, 2), share=st.integers(0, 3))
    def stand_in(self, step, share):
        to = (self.holder + step) % 3
        ticked = [pk for pk, keeper in self.kept.items() if keeper in (None, self.holder)][:share]
        given = {"covers_from": make.day(), "covers_until": make.day(-7)}
        asked = Contact.objects.filter(pk__in=ticked)
        handover = propose(self.team[self.holder], self.file, self.team[to], *asked, **given)
        AcceptHandover(self.team[to], handover).execute()
        self.cover = (handover, to, set(ticked))

    @precondition(lambda self: self.cover)
    @rule()
    def write_meanwhile(self):
        _handover, to, read = self.cover
        contact = make.contact(self.team[to], self.file, note="Pendant le congé")
        self.kept[contact.pk] = None
        read.add(contact.pk)

    @precondition(lambda self: self.cover)
    @rule()
    def come_back(self):
        EndCover(self.team[self.holder], self.cover[0]).execute()
        self.cover = None

    @precondition(lambda self: not self.proposed)
    @rule(step=st.integers(1, 2), share=st.integers(0, 3))
    def propose(self, step, share):
        to = (self.holder + step) % 3
        mine = [pk for pk, keeper in self.kept.items() if keeper in (None, self.holder)]
        # Somebody else’s notes are ticked too: they must not go along.
        others = [pk for pk in self.kept if pk not in mine]
        ticked = mine[:share]
        asked = Contact.objects.filter(pk__in=[*ticked, *others])
        handover = propose(self.team[self.holder], self.file, self.team[to], *asked)
        self.proposed = (handover, to, set(ticked))

    @precondition(lambda self: self.proposed)
    @rule(answer=st.sampled_from(["accept", "accept", "refuse", "cancel"]))
    def answer(self, answer):
        handover, to, ticked = self.proposed
        if answer == "accept":
            AcceptHandover(self.team[to], handover).execute()
            for pk, keeper in self.kept.items():
                if keeper in (None, self.holder) and pk not in ticked:
                    self.kept[pk] = self.holder
                elif pk in ticked:
                    self.kept[pk] = None
            self.holder, self.cover = to, None
        elif answer == "refuse":
            RefuseHandover(self.team[to], handover, why="Pas possible").execute()
        else:
            CancelHandover(self.team[self.holder], handover).execute()
        self.proposed = None

    @invariant()
    def nobody_reads_a_note_that_was_not_released(self):
        for number, user in enumerate(self.team):
            expected = {pk for pk, keeper in self.kept.items() if keeper in (None, number)}
            if self.cover and number == self.cover[1]:
                expected &= self.cover[2] | {pk for pk in self.kept if self.wrote(pk) == user.pk}
            elif number != self.holder:
                expected = set()
            assert notes_read(user) == expected
        assert notes_read(self.coordination) == {pk for pk, keeper in self.kept.items() if keeper is None}
        if self.proposed:
            handover, to, ticked = self.proposed
            assert {row.pk for row in access.released_to(self.team[to], handover)} == ticked

    def wrote(self, pk):
        return Contact.objects.values_list("author", flat=True).get(pk=pk)

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


class TestRelay(Relay.TestCase, TestCase):
    settings = settings(Relay.TestCase.settings, max_examples=15, stateful_step_count=15)
