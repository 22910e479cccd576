"""Killed without a word at any instant, an import goes on where whole chunks end; so does its undoing."""

import random

import pytest

from casefiles.exchange.batches import undo
from casefiles.models import Contact
from portal.accounts.roles import Role
from tests.casefiles.exchange.engine.lives import check_whole, claims_end, confirmed, go_on, sheet, tables
from tests.factories import casefiles as make
from tests.factories.accounts import person
from tests.support.killed import run_until_killed

ROWS, KILLS = 2_000, 3


@pytest.fixture
def files(case_manager, programme):
    return [make.opened_file(case_manager, programme) for _ in range(4)]


@pytest.mark.django_db(transaction=True)
def test_totals_are_equal_and_the_undo_exact_whenever_it_is_killed(files, request):
    # Which instants: others in each run, told when the test fails.
    seed = random.randrange(10**6)  # noqa: S311
    print(f"seed {seed}")
    instants = random.Random(seed)  # noqa: S311
    before = tables()
    batch = confirmed(person(Role.COORDINATION), sheet(files, ROWS))
    killed = 0
    for _ in range(KILLS):
        killed += run_until_killed(go_on, instants.randrange(1, 40))
        assert Contact.objects.count() % 1000 == 0, "a chunk is written whole, or not at all"
        claims_end()
    go_on()
    assert killed, "it was never killed in the middle"
    check_whole(batch, ROWS)

    undo.ask_undo(batch)
    for _ in range(KILLS):
        run_until_killed(go_on, instants.randrange(1, 30))
        claims_end()
    go_on()
    batch.refresh_from_db()
    assert batch.undo_results == {"back": ROWS}
    assert tables() == before
