"""Leases and alerts that must not exist, tried with raw SQL."""

import datetime

import pytest
from django.db import IntegrityError

from casefiles.eligibility import add_months
from tests.factories import casefiles as make
from tests.factories.home import home_alert, home_service, sliding_lease
from tests.support.raw_sql import copy_row, update_row

pytestmark = pytest.mark.django_db
BEGUN = datetime.date(2024, 2, 29)


@pytest.fixture
def lease(case_file, case_manager):
    return sliding_lease(case_file, case_manager, BEGUN)


@pytest.mark.parametrize(
    "change",
    [
        {"ends_on": BEGUN},
        {"ends_on": BEGUN - datetime.timedelta(days=1)},
        {"ends_on": datetime.date(2027, 3, 1)},
        {"state": "slid"},
        {"ended_on": datetime.date(2025, 1, 1)},
        {"state": "slid", "ended_on": BEGUN - datetime.timedelta(days=1)},
        {"state": "stopped", "ended_on": datetime.date(2025, 1, 1)},
        {"state": "stopped", "ended_on": datetime.date(2025, 1, 1), "reason": "because"},
        {"state": "slid", "ended_on": datetime.date(2025, 1, 1), "reason": "left"},
        {"state": "dreamt"},
        {"operator_name": "= NULL"},
    ],
)
def test_a_lease_that_makes_no_sense(lease, change):
    with pytest.raises(IntegrityError):
        update_row(lease, **change)


def test_three_years_to_the_day(lease):
    update_row(lease, ends_on=datetime.date(2027, 2, 28))
    update_row(lease, started_on=datetime.date(2024, 12, 31), ends_on=datetime.date(2027, 12, 31))
    with pytest.raises(IntegrityError):
        update_row(lease, ends_on=datetime.date(2028, 1, 1))


def test_a_second_running_lease(lease):
    with pytest.raises(IntegrityError):
        copy_row(lease)
    copy_row(lease, state="slid", ended_on=datetime.date(2025, 1, 1))


def test_what_is_of_a_lease(lease, case_manager):
    review = lease.reviews.create(due_on=add_months(BEGUN, 12))
    check = lease.checks.create(months=6, due_on=add_months(BEGUN, 6))
    for row, change in (
        (review, {"held_on": make.day(2)}),
        (check, {"months": 9}),
        (check, {"answer": "housed"}),
        (check, {"answered_on": make.day(2)}),
        (check, {"answer": "perhaps", "answered_on": make.day(2)}),
    ):
        with pytest.raises(IntegrityError):
            update_row(row, **change)
    for row in (review, check):
        with pytest.raises(IntegrityError):
            copy_row(row)


@pytest.mark.parametrize(
    "change",
    [
        {"topic": "weather"},
        {"act_by": make.day(31)},
        {"closed_on": make.day(1)},
        {"closed_how": "x"},
        {"closed_on": make.day(31), "closed_how": "x"},
    ],
)
def test_an_alert_that_makes_no_sense(case_file, case_manager, change):
    with pytest.raises(IntegrityError):
        update_row(home_alert(case_file, case_manager, make.day(30)), **change)


@pytest.mark.parametrize(
    "change",
    [{"answer": "started"}, {"answered_on": make.day(1)}, {"answer": "ended", "answered_on": make.day(31)}],
)
def test_a_service_that_makes_no_sense(case_file, case_manager, change):
    with pytest.raises(IntegrityError):
        update_row(home_service(case_file, case_manager, make.day(30)), **change)
