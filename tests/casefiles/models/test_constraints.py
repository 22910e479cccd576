"""States that must not exist, tried with raw SQL: the database refuses them, whatever the code above it."""

import datetime

import pytest
from django.db import IntegrityError

from casefiles.actions import (
    AskForMore,
    CloseFile,
    LogContact,
    PutOnWaitingList,
    RefuseReferral,
    SetActionState,
    SettleObjective,
)
from casefiles.models import ContactKind, ExitReason, RefusalReason, WaitingEntry
from tests.factories import casefiles as make
from tests.support.raw_sql import copy_row, update_row

BEFORE = datetime.date(2000, 1, 1)


def refused():
    return pytest.raises(IntegrityError)


@pytest.fixture
def assignment(case_file):
    return case_file.active_assignment()


class TestAssignment:
    def test_two_active_files_on_one_place(self, assignment, programme, case_manager):
        other = make.opened_file(case_manager, programme).active_assignment()
        with refused():
            update_row(other, place=assignment.place)

    def test_two_case_managers_for_one_file(self, assignment, colleague):
        with refused():
            copy_row(assignment, case_manager_id=colleague.pk, place=9)

    def test_a_place_beyond_the_capacity_without_signature(self, assignment):
        with refused():
            update_row(assignment, place=11)

    def test_a_place_beyond_the_capacity_signed_without_a_reason(self, assignment, coordination):
        with refused():
            update_row(assignment, place=11, over_capacity_by_id=coordination.pk)

    def test_a_place_numbered_zero(self, assignment):
        with refused():
            update_row(assignment, place=0)

    def test_an_end_before_the_beginning(self, assignment):
        with refused():
            update_row(assignment, ended_on=BEFORE, end="closed")

    def test_an_end_without_saying_which(self, assignment):
        with refused():
            update_row(assignment, ended_on=datetime.date(2100, 1, 1))

    def test_an_ended_assignment_gives_its_place_back(self, assignment, case_manager, programme):
        other = make.opened_file(case_manager, programme).active_assignment()
        update_row(assignment, ended_on=make.day(), end="closed")
        update_row(other, place=assignment.place)


class TestCaseFile:
    def test_closed_without_a_reason(self, case_file):
        with refused():
            update_row(case_file, closed_on=make.day())

    def test_a_reason_on_an_open_file(self, case_file):
        with refused():
            update_row(case_file, exit_reason_id=ExitReason.objects.first().pk)

    def test_closed_before_it_opened(self, case_file):
        with refused():
            update_row(case_file, closed_on=BEFORE, exit_reason_id=ExitReason.objects.first().pk)

    def test_in_its_stage_since_before_it_opened(self, case_file):
        with refused():
            update_row(case_file, stage_since=BEFORE)

    def test_two_open_files_for_one_person(self, case_file):
        with refused():
            copy_row(case_file, reference="HT-2000-0001", referral_id="= NULL")

    def test_the_same_reference_twice(self, case_file, case_manager, programme):
        other = make.opened_file(case_manager, programme)
        with refused():
            update_row(other, reference=case_file.reference)

    def test_one_request_for_two_files(self, case_file, case_manager, programme):
        other = make.opened_file(case_manager, programme)
        with refused():
            update_row(other, referral_id=case_file.referral_id)


class TestReferral:
    def test_a_state_nobody_knows(self, referral):
        with refused():
            update_row(referral, status="lost")

    def test_refused_without_a_reason(self, referral, case_manager):
        with refused():
            update_row(
                referral, status="refused", decided_at="= CURRENT_TIMESTAMP", decided_by_id=case_manager.pk
            )

    def test_admitted_without_a_signature(self, referral):
        with refused():
            update_row(referral, status="admitted")

    def test_a_decision_on_a_request_still_open(self, referral, case_manager):
        with refused():
            update_row(referral, decided_by_id=case_manager.pk)

    def test_a_reason_for_refusal_on_an_admitted_request(self, case_file):
        with refused():
            update_row(case_file.referral, refusal_reason_id=RefusalReason.objects.first().pk)

    def test_back_to_open_while_the_decision_stays(self, referral, case_manager):
        RefuseReferral(case_manager, referral, reason=RefusalReason.objects.first()).execute()
        with refused():
            update_row(referral, status="received")

    def test_asking_for_more_keeps_it_open(self, referral, case_manager):
        AskForMore(case_manager, referral, question="Depuis quand ?").execute()
        referral.refresh_from_db()
        assert referral.status == "more_info"


class TestWaitingEntry:
    @pytest.fixture
    def entry(self, referral, case_manager):
        PutOnWaitingList(case_manager, referral, reason="Pas de place").execute()
        return WaitingEntry.objects.get()

    def test_waiting_twice_at_once(self, entry):
        with refused():
            copy_row(entry)

    def test_leaving_before_entering(self, entry, case_manager):
        with refused():
            update_row(entry, left_on=BEFORE, outcome="admitted", left_by_id=case_manager.pk)

    def test_leaving_without_an_outcome(self, entry, case_manager):
        with refused():
            update_row(entry, left_on=make.day(), left_by_id=case_manager.pk)


class TestWhatHappensInAFile:
    def test_a_contact_longer_than_a_day(self, case_file, case_manager):
        contact = make.contact(case_manager, case_file, minutes=30)
        with refused():
            update_row(contact, minutes=1441)

    def test_the_same_imported_row_twice(self, case_file, case_manager):
        kind = ContactKind.objects.first()
        row = LogContact(case_manager, case_file, date=make.day(), kind=kind, origin_key="file:1").execute()
        with refused():
            copy_row(row)

    def test_an_objective_ended_before_it_began(self, case_file, case_manager):
        goal = make.objective(case_manager, case_file)
        with refused():
            update_row(goal, state="reached", closed_on=BEFORE)

    def test_an_objective_reached_without_a_date(self, case_file, case_manager):
        goal = make.objective(case_manager, case_file)
        with refused():
            update_row(goal, state="reached")

    def test_an_objective_taken_up_again_keeps_no_end(self, case_file, case_manager):
        goal = make.objective(case_manager, case_file)
        SettleObjective(case_manager, goal, state="reached").execute()
        with refused():
            update_row(goal, state="open")

    def test_an_action_done_without_a_date(self, case_file, case_manager):
        action = make.planned_action(case_manager, make.objective(case_manager, case_file))
        with refused():
            update_row(action, state="done")

    def test_an_action_done_then_planned_without_losing_its_date(self, case_file, case_manager):
        action = make.planned_action(case_manager, make.objective(case_manager, case_file))
        SetActionState(case_manager, action, state="done").execute()
        with refused():
            update_row(action, state="planned")

    def test_a_stage_move_that_goes_nowhere(self, case_file):
        move = case_file.stage_moves.get()
        with refused():
            update_row(move, from_stage_id=move.to_stage_id)

    def test_two_exit_stages(self, programme):
        with refused():
            update_row(programme.first_stage(), kind="exit")

    def test_a_closed_file_goes_on_being_one(self, case_file, case_manager):
        reason = ExitReason.objects.first()
        CloseFile(
            case_manager, case_file, reason=reason, note="Plus de nouvelles depuis longtemps."
        ).execute()
        with refused():
            update_row(case_file, exit_reason_id="= NULL")
