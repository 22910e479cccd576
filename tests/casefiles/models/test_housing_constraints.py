"""Nights that must not exist, tried with raw SQL."""

import pytest
from django.db import IntegrityError

from tests.factories import casefiles as make
from tests.factories.timeline import housing_period
from tests.support.raw_sql import copy_row, update_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(case_file, case_manager):
    """From forty days to ten days ago."""
    return housing_period(case_file, case_manager, make.day(40), ended_on=make.day(10))


@pytest.mark.parametrize(
    ("begins", "ends"), [(39, 30), (50, 39), (11, 5), (60, 1), (40, 10), (15, None), (90, None)]
)
def test_two_places_at_once(period, begins, ends):
    with pytest.raises(IntegrityError):
        copy_row(period, started_on=make.day(begins), ended_on="= NULL" if ends is None else make.day(ends))


def test_one_after_the_other(period):
    copy_row(period, started_on=make.day(60), ended_on=make.day(40))
    copy_row(period, started_on=make.day(10), ended_on="= NULL")


def test_prolonged_over_the_next(period):
    copy_row(period, started_on=make.day(10), ended_on="= NULL")
    with pytest.raises(IntegrityError):
        update_row(period, ended_on=make.day(9))


@pytest.mark.parametrize(
    "change",
    [{"ended_on": make.day(40)}, {"ended_on": make.day(41)}, {"situation": "castle"}, {"precision": "hour"}],
)
def test_a_row_that_makes_no_sense(period, change):
    with pytest.raises(IntegrityError):
        update_row(period, **change)
