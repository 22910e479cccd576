"""Aid requests and settlements that must not exist, tried with raw SQL."""

import pytest
from django.db import IntegrityError

from tests.factories import casefiles as make
from tests.factories.timeline import aid_appealed, settlement_over
from tests.support.raw_sql import copy_row, update_row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "gold"},
        {"to_name": "= NULL"},
        {"amount": 0},
        {"state": "asked"},
        {"state": "lost"},
        {"decided_on": make.day(11)},
        {"granted_amount": 3},
        {"granted_from": make.day(10)},
        {"because": "= NULL"},
        {"appeal_until": make.day(11)},
        {"appeal_until": "= NULL"},
        {"appeal": ""},
        {"appeal": "maybe"},
        {"appeal": "won"},
        {"appealed_on": "= NULL"},
        {"appealed_on": make.day(11)},
        {"appeal_decided_on": make.day(9)},
        {"appeal": "won", "appeal_decided_on": make.day(11)},
    ],
)
def test_an_aid_request_that_makes_no_sense(case_file, case_manager, change):
    with pytest.raises(IntegrityError):
        update_row(aid_appealed(case_file, case_manager, make.day(10)), **change)


@pytest.mark.parametrize(
    "change",
    [
        {"admissible_on": make.day(11)},
        {"monthly": 0},
        {"plan_kind": ""},
        {"plan_kind": "secret"},
        {"plan_from": "= NULL"},
        {"plan_from": make.day(11)},
        {"admissible_on": "= NULL"},
        {"plan_until": make.day(10)},
        {"outcome": ""},
        {"outcome": "lost"},
        {"ended_on": make.day(11)},
        {"ended_on": "= NULL"},
    ],
)
def test_a_settlement_that_makes_no_sense(case_file, case_manager, change):
    with pytest.raises(IntegrityError):
        update_row(settlement_over(case_file, case_manager, make.day(10)), **change)


def test_a_plan_of_more_than_seven_years(case_file, case_manager):
    days = {"filed_on": "2020-01-01", "admissible_on": "2020-01-01", "plan_from": "2020-02-29"}
    row = settlement_over(case_file, case_manager, make.day(1), **days, plan_until="2027-02-28")
    with pytest.raises(IntegrityError):
        update_row(row, plan_until="2027-03-01")


def test_two_settlements_at_once(case_file, case_manager):
    over = settlement_over(case_file, case_manager, make.day(10))
    copy_row(over, outcome="", ended_on="= NULL")
    with pytest.raises(IntegrityError):
        copy_row(over, outcome="", ended_on="= NULL")
