"""Exits, rhythm and assignments that must not exist, tried with raw SQL."""

import pytest
from django.db import IntegrityError

from casefiles.actions import Assign, CloseFile, ReopenFile
from casefiles.models import ExitReason, FollowUpRhythm
from tests.factories import casefiles as make
from tests.support.raw_sql import copy_row, update_row

pytestmark = pytest.mark.django_db


def refused():
    return pytest.raises(IntegrityError)


class TestClosure:
    @pytest.fixture
    def closure(self, case_file, case_manager):
        CloseFile(
            case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie avant la fin."
        ).execute()
        return case_file.closures.get()

    def test_closed_twice_at_once(self, closure):
        with refused():
            copy_row(closure)

    def test_reopened_before_it_closed(self, closure, case_manager):
        with refused():
            update_row(closure, reopened_on=make.day(1), reopened_by_id=case_manager.pk)

    def test_reopened_by_nobody(self, closure):
        with refused():
            update_row(closure, reopened_on=make.day())

    def test_reopened_by_somebody_no_day(self, closure, case_manager):
        with refused():
            update_row(closure, reopened_by_id=case_manager.pk)

    def test_without_a_reason(self, closure):
        with refused():
            update_row(closure, exit_reason_id="= NULL")

    def test_a_file_with_two_exits_in_turn(self, closure, case_file, case_manager):
        ReopenFile(case_manager, case_file, reason="Retour à la rue").execute()
        closure.refresh_from_db()
        copy_row(closure, reopened_on="= NULL", reopened_by_id="= NULL")
        assert case_file.closures.count() == 2


class TestRhythm:
    def test_a_contact_due_without_a_rhythm(self, case_file):
        with refused():
            update_row(case_file, rhythm_id="= NULL", contact_due_on=make.day())

    def test_a_contact_due_in_a_closed_file(self, case_file):
        with refused():
            update_row(
                case_file,
                rhythm_id=FollowUpRhythm.objects.first().pk,
                contact_due_on=make.day(),
                closed_on=make.day(),
                exit_reason_id=ExitReason.objects.first().pk,
            )

    def test_a_change_signed_by_nobody(self, case_file, case_manager):
        change = case_file.rhythm_changes.create(
            rhythm=FollowUpRhythm.objects.first(), since=make.day(), by=case_manager
        )
        with refused():
            update_row(change, by_id="= NULL")

    def test_an_orientation_on_an_open_file(self, case_file):
        from tests.factories.content import ServiceFactory

        with refused():
            update_row(case_file, oriented_to_id=ServiceFactory().pk)


class TestNoTwoCaseManagersAtOnce:
    @pytest.fixture
    def first(self, case_file, coordination, colleague):
        """From forty days to ten days ago; the colleague holds the file since."""
        assignment = case_file.active_assignment()
        Assign(coordination, case_file, case_manager=colleague, reason="Congé", at=make.moment(10)).execute()
        assignment.refresh_from_db()
        return assignment

    @pytest.mark.parametrize(("begins", "ends"), [(39, 30), (50, 39), (11, 5), (60, 1), (40, 10)])
    def test_added_over_another(self, first, begins, ends):
        with refused():
            copy_row(first, started_on=make.day(begins), ended_on=make.day(ends))

    def test_ended_without_a_day(self, case_file):
        with refused():
            update_row(case_file.active_assignment(), end="closed")

    def test_added_before_or_on_the_very_day_it_changes_hands(self, first):
        copy_row(first, started_on=make.day(60), ended_on=make.day(40))
        copy_row(first, started_on=make.day(10), ended_on=make.day(10))

    def test_prolonged_over_the_next(self, first):
        with refused():
            update_row(first, ended_on=make.day(9))

    def test_begun_earlier_over_the_one_before(self, first, case_file):
        with refused():
            update_row(case_file.active_assignment(), started_on=make.day(11))

    def test_moved_to_a_file_that_somebody_holds(self, first, case_manager, programme):
        other = make.opened_file(case_manager, programme)
        with refused():
            update_row(first, case_file_id=other.pk)
