"""Objectives and actions as they change: corrected, put off, taken up again, never over somebody else."""

import datetime

import pytest

from casefiles.actions import (
    CorrectObjective,
    CorrectPlannedAction,
    PostponeAction,
    Refused,
    SetActionState,
    SettleObjective,
)
from casefiles.models import LifeAxis
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory


@pytest.fixture
def goal(case_file, case_manager):
    return make.objective(case_manager, case_file, at=make.moment(20), means="Deux heures par semaine")


@pytest.fixture
def step(case_manager, goal):
    return make.planned_action(case_manager, goal, at=make.moment(20), due_on=make.day(10))


def refusal(action):
    with pytest.raises(Refused) as refused:
        action.execute()
    return refused.value.code


class TestObjective:
    def test_it_is_corrected_and_the_journal_names_the_fields(self, case_manager, goal):
        axis = LifeAxis.objects.get(code="health")
        changes = {"statement": " Un toit ", "own_words": "Chez moi", "means": "", "axis": axis}
        CorrectObjective(case_manager, goal, changes=changes).execute()
        goal.refresh_from_db()
        assert (goal.statement, goal.own_words, goal.means, goal.axis) == ("Un toit", "Chez moi", None, axis)
        [entry] = JournalEntry.objects.filter(action="objective.corrected")
        assert entry.details["fields"] == ["axis", "means", "own_words", "statement"]
        assert "toit" not in str(entry.details)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"statement": " "}, "statement_needed"),
            ({"due_on": datetime.date(1, 1, 1)}, "due_before"),
            ({"statement": "Trouver un logement"}, "nothing"),
            ({}, "nothing"),
            ({"case_file": None}, "unknown_field"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, case_manager, goal, changes, code):
        assert refusal(CorrectObjective(case_manager, goal, changes=changes)) == code

    def test_a_far_date_is_a_date(self, case_manager, goal):
        CorrectObjective(case_manager, goal, changes={"due_on": datetime.date(9999, 12, 31)}).execute()

    def test_the_second_of_two_people_is_told(self, case_manager, coordination, goal):
        seen = goal.revision
        CorrectObjective(coordination, goal, changes={"statement": "Le sien"}, seen=seen).execute()
        mine = CorrectObjective(case_manager, goal, changes={"statement": "Le mien"}, seen=seen)
        assert refusal(mine) == "changed"
        goal.refresh_from_db()
        assert goal.statement == "Le sien"

    def test_one_settled_by_mistake_is_taken_up_again(self, case_manager, goal):
        SettleObjective(case_manager, goal, state="dropped", result="Erreur").execute()
        SettleObjective(case_manager, goal, state="open").execute()
        goal.refresh_from_db()
        assert (goal.state, goal.closed_on) == ("open", None)

    def test_its_result_is_reworded_without_another_date(self, case_manager, goal):
        SettleObjective(case_manager, goal, state="reached", result="Bail signé", at=make.moment(5)).execute()
        SettleObjective(case_manager, goal, state="reached", result="Bail signé le 3").execute()
        goal.refresh_from_db()
        assert (goal.result, goal.closed_on) == ("Bail signé le 3", make.day(5))
        assert refusal(SettleObjective(case_manager, goal, state="reached")) == "same_state"

    def test_it_is_late_after_its_day_and_only_while_under_way(self, case_manager, goal):
        goal.due_on = make.day(1)
        assert goal.is_late()
        assert not goal.is_late(make.day(1))
        goal.state = "reached"
        assert not goal.is_late()


class TestAction:
    def test_it_is_given_to_a_partner(self, case_manager, step):
        service = ServiceFactory()
        CorrectPlannedAction(case_manager, step, changes={"who": "partner", "partner": service}).execute()
        step.refresh_from_db()
        assert (step.who, step.partner) == ("partner", service)
        assert refusal(CorrectPlannedAction(case_manager, step, changes={"who": "person"})) == "partner"
        CorrectPlannedAction(case_manager, step, changes={"who": "person", "partner": None}).execute()

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"statement": ""}, "statement_needed"),
            ({"who": "mayor"}, "who"),
            ({"due_on": datetime.date(1, 1, 1)}, "due_before"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, case_manager, step, changes, code):
        assert refusal(CorrectPlannedAction(case_manager, step, changes=changes)) == code

    def test_a_late_one_is_put_off_from_today(self, case_manager, step):
        PostponeAction(case_manager, step).execute()
        step.refresh_from_db()
        assert step.due_on == make.day(-7)

    def test_one_to_come_is_put_off_from_its_day(self, case_manager, goal):
        step = make.planned_action(case_manager, goal, due_on=make.day(-3))
        PostponeAction(case_manager, step).execute()
        assert step.due_on == make.day(-10)

    def test_what_is_done_is_not_put_off(self, case_manager, step):
        SetActionState(case_manager, step, state="done").execute()
        assert refusal(PostponeAction(case_manager, step)) == "ended"

    def test_somebody_else_writes_nothing(self, colleague, step, goal):
        assert refusal(PostponeAction(colleague, step)) == "not_yours"
        assert refusal(CorrectObjective(colleague, goal, changes={"statement": "X"})) == "not_yours"
        assert refusal(CorrectPlannedAction(colleague, step, changes={"statement": "X"})) == "not_yours"
