"""Whatever is done to a plan afterwards, an old contract prints the same; never two signed ones."""

import contextlib
import random

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefiles.actions import (
    AddObjective,
    AddPlannedAction,
    CorrectObjective,
    CorrectPlannedAction,
    DiscardContract,
    DraftContract,
    PostponeAction,
    Refused,
    SetActionState,
    SettleObjective,
    SignContract,
)
from casefiles.contract.content import is_intact
from casefiles.contract.printing import contract_html
from casefiles.models import EngagementContract, LifeAxis, Objective, PlannedAction
from tests.factories import casefiles as make

WORDS = st.text(min_size=3, max_size=40).filter(lambda text: len(text.strip()) > 2 and "\x00" not in text)
ACTS = (
    "objective",
    "action",
    "reword",
    "redo",
    "settle",
    "state",
    "postpone",
    "draft",
    "sign",
    "sign",
    "end",
)


class Undone(Exception):
    pass


def one_of(rows, chance):
    rows = list(rows)
    return chance.choice(rows) if rows else None


def act(name, actor, case_file, words, chance):
    """One thing that somebody does to the plan or to a contract; a refusal is an answer like another."""
    goal = one_of(Objective.objects.filter(case_file=case_file), chance)
    step = one_of(PlannedAction.objects.filter(objective__case_file=case_file), chance)
    contract = one_of(EngagementContract.objects.filter(case_file=case_file), chance)
    axis = one_of(LifeAxis.objects.all(), chance)
    doing = {
        "objective": lambda: AddObjective(actor, case_file, axis=axis, statement=words, own_words=words),
        "action": lambda: goal and AddPlannedAction(actor, goal, statement=words, who="person"),
        "reword": lambda: goal and CorrectObjective(actor, goal, changes={"statement": words, "axis": axis}),
        "redo": lambda: step and CorrectPlannedAction(actor, step, changes={"statement": words}),
        "settle": lambda: (
            goal and SettleObjective(actor, goal, state=chance.choice(Objective.State.values), result=words)
        ),
        "state": lambda: (
            step
            and SetActionState(actor, step, state=chance.choice(PlannedAction.State.values), result=words)
        ),
        "postpone": lambda: step and PostponeAction(actor, step),
        "draft": lambda: DraftContract(actor, case_file, person_engages=words),
        "sign": lambda: (
            contract
            and SignContract(
                actor, contract, party=chance.choice(["person", "case_manager", "partner"]), name=words
            )
        ),
        "end": lambda: contract and DiscardContract(actor, contract, reason=words),
    }[name]()
    if doing:
        with contextlib.suppress(Refused):
            doing.execute()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(ACTS), WORDS), min_size=4, max_size=25),
    st.integers(min_value=0, max_value=2**32),
)
def test_what_was_agreed_never_changes(case_manager, case_file, life, seed):
    chance, papers = random.Random(seed), {}  # noqa: S311 (drawn by the test, no secret)
    try:
        with transaction.atomic():
            make.objective(case_manager, case_file)
            DraftContract(case_manager, case_file).execute()
            for name, words in life:
                act(name, case_manager, case_file, words, chance)
                check(case_file, papers)
            raise Undone
    except Undone:
        pass


def check(case_file, papers):
    rows = list(EngagementContract.objects.filter(case_file=case_file).order_by("number"))
    states = [row.state for row in rows]
    assert states.count("signed") <= 1
    assert states.count("to_sign") <= 1
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert is_intact(row)
        assert papers.setdefault(row.pk, contract_html(row)) == contract_html(row)
