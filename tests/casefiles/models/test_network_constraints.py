"""Roles and orientations that must not exist, tried with raw SQL."""

import pytest
from django.db import IntegrityError

from casefiles.actions import AddToNetwork, ReferOut, TellOutcome
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory
from tests.support.raw_sql import copy_row, update_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def role(case_file, case_manager):
    """From ten days ago, held by a service alone."""
    data = {"role": "co_work", "started_on": make.day(10), "service": ServiceFactory()}
    return AddToNetwork(case_manager, case_file, **data).execute()


@pytest.mark.parametrize(
    "change",
    [
        {"role": "king"},
        {"service_id": "= NULL"},
        {"until": make.day(11)},
        {"ended_on": make.day(11)},
    ],
)
def test_a_role_that_makes_no_sense(role, change):
    with pytest.raises(IntegrityError):
        update_row(role, **change)


def test_the_same_role_twice_at_once(role):
    with pytest.raises(IntegrityError):
        copy_row(role)
    copy_row(role, ended_on=make.day(1))


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "lost"},
        {"outcome": "waiting"},
        {"outcome_on": "= NULL"},
        {"outcome_on": make.day(11)},
    ],
)
def test_an_orientation_that_makes_no_sense(case_file, case_manager, change):
    data = {"service": ServiceFactory(), "referred_on": make.day(10), "reason": "Des soins"}
    outward = ReferOut(case_manager, case_file, **data).execute()
    TellOutcome(case_manager, outward, outcome="refused", outcome_on=make.day(5)).execute()
    with pytest.raises(IntegrityError):
        update_row(outward, **change)
