"""Agreements that must not exist, tried with raw SQL."""

import pytest
from django.db import IntegrityError

from casefiles.actions import WithdrawSharing
from tests.factories.content import ServiceFactory
from tests.factories.sharing import share
from tests.support.raw_sql import copy_row, update_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(case_file, case_manager):
    return share(case_manager, case_file, "plan", "housing")


@pytest.mark.parametrize(
    "change",
    [
        {"until": "2099-01-01"},
        {"started_on": "2020-01-01"},
        {"informed_on": "2020-01-01"},
        {"withdrawn_why": "person"},
    ],
)
def test_what_was_agreed_is_not_rewritten(agreement, change):
    with pytest.raises(IntegrityError):
        update_row(agreement, **change)


def test_a_second_one_at_the_same_time_with_the_same_service(agreement):
    with pytest.raises(IntegrityError):
        copy_row(agreement)


def test_with_another_service_or_afterwards(agreement, case_manager):
    copy_row(agreement, service_id=ServiceFactory().pk)
    WithdrawSharing(case_manager, agreement, why="person").execute()
    copy_row(agreement, withdrawn_at="= NULL", withdrawn_by_id="= NULL", withdrawn_why="")


def test_what_is_taken_back_stays_so(agreement, case_manager):
    WithdrawSharing(case_manager, agreement, why="person").execute()
    with pytest.raises(IntegrityError):
        update_row(agreement, withdrawn_at="= NULL", withdrawn_by_id="= NULL", withdrawn_why="")


def test_a_part_is_neither_changed_nor_said_twice(agreement):
    section = agreement.sections.get(part="plan")
    with pytest.raises(IntegrityError):
        copy_row(section)
    with pytest.raises(IntegrityError):
        update_row(section, part="contacts")


def test_ends_before_it_begins(agreement):
    with pytest.raises(IntegrityError):
        copy_row(agreement, service_id=ServiceFactory().pk, until="2020-01-01")


def test_a_part_that_nobody_named(agreement):
    section = agreement.sections.get(part="plan")
    copy_row(section, part="documents")
    with pytest.raises(IntegrityError):
        copy_row(section, part="letters")
