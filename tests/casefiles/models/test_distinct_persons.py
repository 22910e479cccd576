"""Two persons said to be two, and the order of criteria, written behind the back of the actions."""

import pytest
from django.db import IntegrityError

from casefiles.actions import RememberDistinctPersons
from casefiles.models import DistinctPersons
from tests.factories import casefiles as make
from tests.support.raw_sql import copy_row, update_row


def refused():
    return pytest.raises(IntegrityError)


@pytest.fixture
def two(case_manager, programme):
    return [make.opened_file(case_manager, programme).person for _number in range(2)]


@pytest.fixture
def pair(two, coordination):
    return RememberDistinctPersons(coordination, two[0], other=two[1]).execute()


def test_a_pair_with_oneself(pair):
    with refused():
        update_row(pair, second_id=pair.first_id)


def test_a_pair_the_wrong_way_round(pair):
    with refused():
        update_row(pair, first_id=pair.second_id, second_id=pair.first_id)


def test_the_same_pair_twice(pair):
    with refused():
        copy_row(pair)


def test_a_pair_that_nobody_said(pair):
    with refused():
        update_row(pair, by_id="= NULL")


def test_either_order_of_words_is_the_same_pair(two, pair, coordination):
    again = RememberDistinctPersons(coordination, two[1], other=two[0], reason="Deux cousines").execute()
    assert again == pair
    assert DistinctPersons.objects.get().reason is None


def test_two_criteria_at_one_number(programme):
    first, second = programme.criteria.all()[:2]
    with refused():
        update_row(second, order=first.order)
