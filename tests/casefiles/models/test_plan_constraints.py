"""Contracts, signatures, needs and the plan, written behind the back of the actions: the database refuses."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError

from casefiles.actions import (
    DraftContract,
    MeetUnmetNeed,
    NoteUnmetNeed,
    SetActionState,
    SettleObjective,
    SignContract,
)
from casefiles.models import UnmetNeedKind
from tests.factories import casefiles as make
from tests.support.raw_sql import copy_row, update_row

BEFORE = datetime.date(2000, 1, 1)


def refused():
    return pytest.raises(IntegrityError)


@pytest.fixture
def goal(case_file, case_manager):
    return make.objective(case_manager, case_file, at=make.moment(20))


@pytest.fixture
def contract(case_file, case_manager, goal):
    return DraftContract(case_manager, case_file, at=make.moment(10)).execute()


def sign(actor, contract):
    for party in ("person", "case_manager"):
        SignContract(actor, contract, party=party).execute()
    contract.refresh_from_db()
    return contract


class TestContract:
    def test_two_signed_ones_in_one_file(self, case_manager, contract):
        sign(case_manager, contract)
        with refused():
            copy_row(contract, number=2)

    def test_two_to_sign_in_one_file(self, contract):
        with refused():
            copy_row(contract, number=2)

    def test_one_number_twice(self, case_manager, contract):
        with refused():
            copy_row(contract, state="replaced", ended_on=contract.made_on)

    def test_an_unknown_state(self, contract):
        with refused():
            update_row(contract, state="lost")

    def test_one_that_ended_without_a_day(self, contract):
        with refused():
            update_row(contract, state="discarded")

    def test_one_under_way_with_a_day_of_end(self, contract):
        with refused():
            update_row(contract, ended_on=make.day())

    def test_one_that_ended_before_it_was_made(self, contract):
        with refused():
            update_row(contract, state="replaced", ended_on=BEFORE)

    def test_a_review_before_it_was_made(self, contract):
        with refused():
            update_row(contract, review_on=BEFORE)

    @pytest.mark.parametrize("column", ["content_hash", "number", "made_on", "case_file_id"])
    def test_it_is_not_rewritten(self, case_manager, programme, contract, column):
        other = make.opened_file(case_manager, programme)
        values = {
            "content_hash": "0" * 64,
            "number": 7,
            "made_on": make.day(11),
            "case_file_id": other.pk,
        }
        # A trigger says it: neither database calls that by the same name.
        with pytest.raises(DatabaseError, match="contract_not_rewritten"):
            update_row(contract, **{column: values[column]})

    def test_what_ends_may_be_written(self, contract):
        update_row(contract, state="replaced", ended_on=make.day())

    def test_the_person_signs_once(self, case_manager, contract):
        sign(case_manager, contract)
        with refused():
            copy_row(contract.signatures.get(party="person"))


class TestNeed:
    def test_one_met_before_it_was_noted(self, case_file, case_manager):
        kind = UnmetNeedKind.objects.first()
        need = NoteUnmetNeed(case_manager, case_file, kind=kind, noted_on=make.day(3)).execute()
        MeetUnmetNeed(case_manager, need).execute()
        with refused():
            update_row(need, met_on=BEFORE)


class TestPlan:
    def test_an_objective_settled_without_a_day_or_open_with_one(self, case_manager, goal):
        with refused():
            update_row(goal, state="reached")
        SettleObjective(case_manager, goal, state="reached").execute()
        with refused():
            update_row(goal, state="open")

    def test_an_objective_due_or_over_before_it_begins(self, case_manager, goal):
        with refused():
            update_row(goal, due_on=BEFORE)
        SettleObjective(case_manager, goal, state="reached").execute()
        with refused():
            update_row(goal, closed_on=BEFORE)

    def test_an_action_done_without_a_day_or_open_with_one(self, case_manager, goal):
        step = make.planned_action(case_manager, goal, at=make.moment(20))
        with refused():
            update_row(step, state="done")
        SetActionState(case_manager, step, state="done").execute()
        with refused():
            update_row(step, state="planned")
