"""Two people never hold one file at once, however many hands reach for it together."""

import pytest
from django.db import IntegrityError

from casefiles.actions import Assign, CloseFile, Refused, ReopenFile
from casefiles.models import Assignment, CaseFile, ExitReason
from portal.accounts.roles import Role
from tests.casefiles.actions.test_capacity_race import THREADS, at_once
from tests.factories import casefiles as make
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db(transaction=True)


def overlapping(case_file):
    """The pairs of assignments of the file that share a day; there must be none."""
    rows = list(case_file.assignments.all())
    last = make.day(-10_000)
    return [
        (one.pk, two.pk)
        for number, one in enumerate(rows)
        for two in rows[number + 1 :]
        if one.started_on < (two.ended_on or last) and two.started_on < (one.ended_on or last)
    ]


def test_one_file_confided_by_many_at_once(case_file, case_manager, coordination, programme):
    takers = [person(Role.CASE_MANAGER, first_name=f"Prise-{n}") for n in range(THREADS)]
    programme.case_managers.add(*takers)

    def take(number, barrier):
        target = CaseFile.objects.get(pk=case_file.pk)
        at = make.moment(number % 3)
        return Assign(coordination, target, case_manager=takers[number], reason="Congé", at=at).execute()

    outcomes = at_once(take)

    assert {type(outcome) for outcome in outcomes} <= {Assignment, Refused}
    assert overlapping(case_file) == []
    assert case_file.assignments.filter(ended_on__isnull=True).count() == 1
    case_file.refresh_from_db()
    assert case_file.active_assignment().case_manager_id == case_file.case_manager_id


def test_a_file_reopened_by_many_at_once(case_file, case_manager, coordination):
    CloseFile(
        case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie avant la fin."
    ).execute()

    def reopen(number, barrier):
        target = CaseFile.objects.get(pk=case_file.pk)
        return ReopenFile(case_manager, target, reason="Retour à la rue").execute()

    outcomes = at_once(reopen)

    assert sum(isinstance(outcome, CaseFile) for outcome in outcomes) == 1
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Refused)} == {"not_closed"}
    assert case_file.closures.filter(reopened_on__isnull=False).count() == 1
    assert overlapping(case_file) == []


def test_behind_the_back_of_the_actions_the_database_keeps_it(case_file, case_manager, colleague):
    """Each writes the same past days for the same file, without looking: one only may stand."""
    CaseFile.objects.filter(pk=case_file.pk).update(opened_on=make.day(400), stage_since=make.day(40))

    def write(number, barrier):
        barrier.wait()
        return Assignment.objects.create(
            case_file=case_file,
            case_manager=colleague,
            programme=case_file.programme,
            place=1,
            capacity=10,
            started_on=make.day(100 + number),
            ended_on=make.day(90 - number),
            end="reassigned",
            assigned_by=case_manager,
        )

    outcomes = at_once(write)

    assert sum(isinstance(outcome, Assignment) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == THREADS - 1
    assert overlapping(case_file) == []
