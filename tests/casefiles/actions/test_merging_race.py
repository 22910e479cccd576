"""Hands that merge, undo and work at once: a person is one row or two, and no file is lost between them."""

import pytest

from casefiles.actions import (
    AdmitReferral,
    CloseFile,
    CorrectPerson,
    MergePersons,
    Refused,
    ReopenFile,
    SetHousehold,
    UndoMerge,
)
from casefiles.models import Assignment, CaseFile, ExitReason, Person, PersonMerge, Programme, Referral
from portal.accounts.models import User
from tests.casefiles.actions.test_capacity_race import THREADS, at_once
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 3
WHY = "Même carte d’identité présentée"


def closed(case_manager, case_file):
    reason = ExitReason.objects.first()
    return CloseFile(case_manager, case_file, reason=reason, note="Sortie avant la fin.").execute()


@pytest.fixture
def three(case_manager, programme):
    """The keys of three persons with a closed file each."""
    return [closed(case_manager, make.opened_file(case_manager, programme)).person_id for _number in range(3)]


def merge(coordination, kept, merged):
    """Merge as a request does: what it works on is read afresh."""
    user, kept = User.objects.get(pk=coordination.pk), Person.objects.get(pk=kept)
    return MergePersons(user, kept, merged=Person.objects.get(pk=merged), reason=WHY).execute()


def undo(coordination, merge_):
    user, row = User.objects.get(pk=coordination.pk), PersonMerge.objects.get(pk=merge_)
    return UndoMerge(user, row, reason="Deux personnes en fait").execute()


def together(*acts):
    """Each act in turn by one of the threads, all at once; only refusals may come back as errors."""
    outcomes = at_once(lambda number, barrier: acts[number % len(acts)]())
    assert [o for o in outcomes if isinstance(o, Exception) and not isinstance(o, Refused)] == []
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Refused)}.isdisjoint({"conflict"})
    return outcomes


def standing(person):
    """Who this person is now; fails when one goes round in a circle."""
    passed = set()
    while person.merged_into_id is not None:
        assert person.pk not in passed, "merged in a circle"
        passed.add(person.pk)
        person = person.merged_into
    return person


def assert_whole():
    """No file of somebody merged, no circle, each merge told once, one open file a programme."""
    away = Person.objects.filter(merged_into__isnull=False)
    told = PersonMerge.objects.filter(undone_at__isnull=True)
    assert sorted(told.values_list("merged", "kept")) == sorted(away.values_list("pk", "merged_into"))
    assert not CaseFile.objects.filter(person__in=away).exists()
    for person in Person.objects.all():
        standing(person)
        programmes = person.case_files.filter(closed_on__isnull=True).values_list("programme", flat=True)
        assert len(programmes) == len(set(programmes))
    for case_file in CaseFile.objects.all():
        held = Assignment.objects.filter(case_file=case_file, ended_on__isnull=True).count()
        assert held == (0 if case_file.is_closed else 1)


def test_two_persons_are_merged_once_whichever_is_kept(three, coordination):
    one, other, _third = three
    outcomes = together(
        lambda: merge(coordination, one, other),
        lambda: merge(coordination, other, one),
    )
    assert sum(isinstance(outcome, PersonMerge) for outcome in outcomes) == 1
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Refused)} == {"merged"}
    assert_whole()


def test_one_is_merged_into_somebody_who_is_merged_meanwhile(three, coordination):
    a, b, c = three
    outcomes = together(lambda: merge(coordination, b, a), lambda: merge(coordination, c, b))
    done = [outcome for outcome in outcomes if isinstance(outcome, PersonMerge)]
    assert PersonMerge.objects.filter(kept=c, merged=b).count() == 1
    assert len(done) == PersonMerge.objects.count()
    assert_whole()
    if len(done) == 2:
        assert CaseFile.objects.filter(person=c).count() == 3


def test_three_persons_never_go_round_in_a_circle(three, coordination):
    a, b, c = three
    together(
        lambda: merge(coordination, b, a),
        lambda: merge(coordination, c, b),
        lambda: merge(coordination, a, c),
    )
    assert 1 <= PersonMerge.objects.count() <= 2
    assert_whole()


def test_a_merge_is_undone_once(three, coordination):
    one, other, _third = three
    done = merge(coordination, one, other).pk
    outcomes = together(lambda: undo(coordination, done))
    assert sum(isinstance(outcome, PersonMerge) for outcome in outcomes) == 1
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Refused)} == {"undone"}
    assert [CaseFile.objects.filter(person=pk).count() for pk in three] == [1, 1, 1]
    assert_whole()


def test_undone_while_the_kept_one_is_merged_in_turn(three, coordination):
    a, b, c = three
    done = merge(coordination, b, a).pk
    together(lambda: undo(coordination, done), lambda: merge(coordination, c, b))
    assert PersonMerge.objects.filter(kept=c, merged=b).count() == 1
    assert_whole()


def test_files_worked_on_meanwhile_keep_what_was_done(case_manager, colleague, coordination, programme):
    """Both files are corrected, closed and opened again while their persons come together and apart."""
    for number in range(ROUNDS):
        open_file = make.opened_file(case_manager, programme)
        closed_file = closed(case_manager, make.opened_file(case_manager, programme))
        keys = open_file.person_id, closed_file.person_id
        again = CaseFile.objects.get(pk=closed_file.pk)
        outcomes = together(
            lambda keys=keys: merge(coordination, *keys),
            lambda pk=open_file.pk: closed(coordination, CaseFile.objects.get(pk=pk)),
            lambda pk=again.pk: ReopenFile(
                coordination, CaseFile.objects.get(pk=pk), reason="Retour à la rue", case_manager=colleague
            ).execute(),
            lambda pk=open_file.pk: correct(coordination, pk, phone="0470 11 11 11"),
            lambda pk=closed_file.pk: household(coordination, pk),
            lambda pk=again.pk: correct(coordination, pk, note="Appeler le matin"),
        )
        assert_whole()
        done = [type(outcome) for outcome in outcomes]
        assert CaseFile in done, f"nothing was done in round {number}: {outcomes}"
        for case_file in CaseFile.objects.filter(closed_on__isnull=True):
            closed(coordination, case_file)


def correct(user, pk, **changes):
    return CorrectPerson(user, CaseFile.objects.get(pk=pk), changes=changes).execute()


def household(user, pk):
    return SetHousehold(user, CaseFile.objects.get(pk=pk), composition="couple").execute()


def test_two_files_of_one_person_are_corrected_together(case_manager, coordination, programme):
    """Each correction writes the name in every file: they do not wait for each other in a circle."""
    other = Programme.objects.exclude(pk=programme.pk).first()
    other.case_managers.add(case_manager)
    first = make.opened_file(case_manager, programme)
    second = make.opened_file(case_manager, other)
    merge(coordination, first.person_id, second.person_id)
    for _round in range(ROUNDS):
        together(
            lambda: correct(case_manager, first.pk, phone="0470 11 11 11"),
            lambda: correct(case_manager, second.pk, last_name="Corrigée"),
        )
    assert_whole()


@pytest.mark.parametrize("chosen", [False, True])
def test_somebody_known_is_admitted_while_merged(chosen, coordination, case_manager, programme):
    """By her national number, or chosen: the file is never of the row that has gone."""
    for number in range(ROUNDS):
        gone = Person.objects.get(
            pk=closed(case_manager, make.opened_file(case_manager, programme)).person_id
        )
        gone.national_number = f"90.04.02-00{number}.{97 - number}"
        gone.save()
        kept = closed(case_manager, make.opened_file(case_manager, programme)).person_id
        keys = [
            make.received_referral(programme, national_number=gone.national_number).pk
            for _number in range(THREADS // 2)
        ]

        def admit(keys=keys, gone=gone.pk):
            person = Person.objects.get(pk=gone) if chosen else None
            referral = Referral.objects.get(pk=keys.pop())
            return AdmitReferral(case_manager, referral, person=person).execute()

        outcomes = together(lambda kept=kept, gone=gone.pk: merge(coordination, kept, gone), admit)
        assert sum(isinstance(outcome, CaseFile) for outcome in outcomes) <= 1
        assert_whole()
        for case_file in CaseFile.objects.filter(closed_on__isnull=True):
            closed(coordination, case_file)
