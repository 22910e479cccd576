"""The handover: notes go along one by one, and nobody reads one that was not released."""

import pytest
from django.db import transaction
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
    Refused,
    RefuseHandover,
)
from casefiles.models import CaseFile, Contact, ContactCorrection, ExitReason, Handover
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
            self.holder = to
        elif answer == "refuse":
            RefuseHandover(self.team[to], handover, why="Pas possible").execute()
        else:
            CancelHandover(self.team[self.holder], handover).execute()
        self.proposed = None

    @invariant()
    def nobody_reads_a_note_that_was_not_released(self):
        for number, user in enumerate(self.team):
            expected = {pk for pk, keeper in self.kept.items() if keeper in (None, number)}
            assert notes_read(user) == (expected if number == self.holder else set())
        assert notes_read(self.coordination) == {pk for pk, keeper in self.kept.items() if keeper is None}
        if self.proposed:
            handover, to, ticked = self.proposed
            assert {row.pk for row in access.released_to(self.team[to], handover)} == ticked

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


class TestRelay(Relay.TestCase, TestCase):
    settings = settings(Relay.TestCase.settings, max_examples=15, stateful_step_count=15)
