"""States of a programme that must not exist, tried with raw SQL."""

import pytest
from django.db import IntegrityError

from casefiles.models import EligibilityCriterion, Programme
from tests.factories import casefiles as make
from tests.support.raw_sql import copy_row, update_row


def refused():
    return pytest.raises(IntegrityError)


@pytest.fixture
def housing(programme):
    return Programme.objects.get(slug="logement-accompagne")


def test_a_form_that_leads_to_two_open_programmes(programme, housing):
    form = make.small_grid()
    update_row(programme, form_id=form.pk)
    with refused():
        update_row(housing, form_id=form.pk)


def test_a_closed_programme_may_have_had_the_same_form(programme, housing):
    form = make.small_grid()
    update_row(programme, form_id=form.pk)
    update_row(housing, active=False)
    update_row(housing, form_id=form.pk)
    with refused():
        update_row(housing, active=True)


def test_a_programme_without_a_place(programme):
    with refused():
        update_row(programme, capacity_per_case_manager=0)


def test_two_programmes_of_one_prefix(programme, housing):
    with refused():
        update_row(housing, file_prefix=programme.file_prefix)


class TestStages:
    def test_two_of_one_order(self, programme):
        first, second = programme.stages.order_by("order")[:2]
        with refused():
            update_row(second, order=first.order)

    def test_two_exits(self, programme):
        with refused():
            update_row(programme.first_stage(), kind="exit")

    def test_a_kind_that_does_not_exist(self, programme):
        with refused():
            update_row(programme.first_stage(), kind="voyage")


class TestCriteria:
    def test_the_same_computed_one_twice(self, programme):
        row = programme.criteria.get(kind="territory")
        with refused():
            copy_row(row, id=row.pk + 1000)

    def test_one_on_a_question_without_the_question(self, housing):
        row = EligibilityCriterion.objects.filter(programme=housing, kind="answer").first()
        for changed in ({"question": ""}, {"comparison": ""}):
            with refused():
                update_row(row, **changed)


def test_a_place_of_the_territory_twice(programme):
    place = programme.territory.first()
    with refused():
        copy_row(place, id=place.pk + 1000)


def test_a_report_code_twice(programme):
    code = programme.report_codes.create(authority="IWEPS", code="DUS")
    with refused():
        copy_row(code, id=code.pk + 1000)
