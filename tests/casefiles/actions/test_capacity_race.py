"""Ten places stay ten when eight people press the button together; without the constraint they do not."""

import threading
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, connections

from casefiles.actions import AdmitReferral, Assign, CloseFile, Refused
from casefiles.actions.file.places import active_places, choose_place
from casefiles.models import Assignment, CaseFile, ExitReason, Programme, Referral
from portal.accounts.models import User
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8
ROUNDS = 4
CAPACITY = 10


def at_once(work, count=THREADS):
    """Run `work(number, barrier)` in that many threads, starting together; give back what each gave."""
    outcomes, barrier = [None] * count, threading.Barrier(count)

    def run(number):
        try:
            barrier.wait()
            outcomes[number] = work(number, barrier)
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@contextmanager
def without_constraint(name):
    constraint = next(item for item in Assignment._meta.constraints if item.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Assignment, constraint)
    try:
        yield
    finally:
        Assignment.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Assignment, constraint)


def active(case_manager):
    return Assignment.objects.filter(case_manager=case_manager, ended_on__isnull=True)


def test_the_eleventh_is_refused_however_many_ask_together(case_manager, programme):
    for _round in range(ROUNDS):
        for _number in range(CAPACITY - 3 - active(case_manager).count()):
            make.opened_file(case_manager, programme)
        referrals = [make.received_referral(programme).pk for _number in range(THREADS)]

        def admit(number, barrier, referrals=referrals):
            user, referral = User.objects.get(pk=case_manager.pk), Referral.objects.get(pk=referrals[number])
            return AdmitReferral(user, referral).execute()

        outcomes = at_once(admit)

        refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
        assert [type(o) for o in outcomes if isinstance(o, Exception) and not isinstance(o, Refused)] == []
        assert {refusal.code for refusal in refused} == {"full"}
        assert len(refused) == THREADS - 3
        assert sorted(active(case_manager).values_list("place", flat=True)) == list(range(1, CAPACITY + 1))
        assert CaseFile.objects.filter(closed_on__isnull=True).count() == CAPACITY
        _leave_places(case_manager, 5)
    _numbers_follow_each_other()


def _leave_places(case_manager, count):
    reason = ExitReason.objects.first()
    for assignment in active(case_manager).order_by("?")[:count]:
        CloseFile(
            case_manager, assignment.case_file, reason=reason, note="Sortie fictive, avant la fin."
        ).execute()


def _numbers_follow_each_other():
    numbers = sorted(
        int(reference.rsplit("-", 1)[1]) for reference in CaseFile.objects.values_list("reference", flat=True)
    )
    assert numbers == list(range(1, len(numbers) + 1))


def test_one_request_is_admitted_once(case_manager, programme):
    referral = make.received_referral(programme)

    def admit(number, barrier):
        return AdmitReferral(case_manager, Referral.objects.get(pk=referral.pk)).execute()

    outcomes = at_once(admit)

    assert sum(isinstance(outcome, CaseFile) for outcome in outcomes) == 1
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Refused)} == {"decided"}
    assert active(case_manager).count() == 1


def test_files_handed_over_together_never_pass_the_capacity(case_manager, colleague, programme, coordination):
    for _number in range(CAPACITY - 2):
        make.opened_file(colleague, programme)
    files = [make.opened_file(case_manager, programme).pk for _number in range(THREADS)]

    def hand_over(number, barrier):
        case_file = CaseFile.objects.get(pk=files[number])
        return Assign(coordination, case_file, case_manager=colleague, reason="Congé").execute()

    outcomes = at_once(hand_over)

    assert sum(isinstance(outcome, Assignment) for outcome in outcomes) == 2
    assert active(colleague).count() == CAPACITY
    assert active(case_manager).count() == THREADS - 2


def look_then_take(case_manager, programme, files):
    """Without care: everyone looks first, then everyone takes what looked free."""

    def work(number, barrier):
        place = choose_place(active_places(case_manager, programme), CAPACITY)
        barrier.wait()
        return Assignment.objects.create(
            case_file=files[number],
            case_manager=case_manager,
            programme=programme,
            place=place,
            capacity=CAPACITY,
            started_on=make.day(),
            assigned_by=case_manager,
        )

    return at_once(work)


@pytest.fixture
def one_place_left(case_manager, programme):
    for _number in range(CAPACITY - 1):
        make.opened_file(case_manager, programme)
    return [make.CaseFileFactory(programme=programme) for _number in range(THREADS)]


def test_control_without_the_constraint_the_capacity_breaks(case_manager, programme, one_place_left):
    with without_constraint("place_taken_once"):
        look_then_take(case_manager, programme, one_place_left)
        assert active(case_manager).count() > CAPACITY


def test_with_the_constraint_the_same_carelessness_does_not(case_manager, programme, one_place_left):
    outcomes = look_then_take(case_manager, programme, one_place_left)

    assert sum(isinstance(outcome, Assignment) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == THREADS - 1
    assert active(case_manager).count() == CAPACITY


def test_the_programme_decides_the_number_of_places(case_manager, programme):
    Programme.objects.filter(pk=programme.pk).update(capacity_per_case_manager=2)
    programme.refresh_from_db()
    for _number in range(2):
        make.opened_file(case_manager, programme)
    with pytest.raises(Refused, match="2 situations pour 2 places"):
        make.opened_file(case_manager, programme)
