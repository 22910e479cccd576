"""The street clock warns at 30 and at 7 days, on the lists, in the file and on the page of the day."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casefiles.admin.street import street_of
from casefiles.admin.street_warnings import today_of
from casefiles.eligibility import add_months, street_clock
from tests.casefiles.screens.pages import file_url, text_of
from tests.factories import casefiles as make

Date = datetime.date


def since_for(days_left, today=None):
    """A beginning whose six months are reached in so many days."""
    today = today or timezone.localdate()
    limit = today + datetime.timedelta(days=days_left)
    return add_months(limit, -6)


@pytest.mark.parametrize(
    ("since", "precision", "on", "months", "left"),
    [
        (Date(2028, 2, 29), "day", Date(2028, 8, 28), 5, 1),
        (Date(2028, 2, 29), "day", Date(2028, 8, 29), 6, 0),
        (Date(2027, 8, 31), "day", Date(2028, 2, 28), 5, 1),
        (Date(2027, 8, 31), "day", Date(2028, 2, 29), 6, 0),
        (Date(2026, 8, 31), "day", Date(2027, 2, 27), 5, 1),
        (Date(2026, 8, 30), "day", Date(2027, 2, 28), 6, 0),
        # Known to the month: counted from its first day, so that the warning never comes late.
        (Date(2026, 5, 17), "month", Date(2026, 10, 31), 5, 1),
        (Date(2026, 5, 1), "month", Date(2026, 11, 1), 6, 0),
        # An estimate: the months as they were said, the limit a month earlier.
        (Date(2026, 8, 22), "estimate", Date(2026, 11, 22), 3, 61),
        (Date(2026, 8, 31), "estimate", Date(2026, 11, 30), 3, 62),
        (Date(2026, 11, 30), "estimate", Date(2026, 11, 22), 0, 159),
    ],
)
def test_month_ends_leap_days_and_what_is_not_sure(since, precision, on, months, left):
    clock = street_clock(since, precision, 6, on)
    assert (clock.months, clock.days_left) == (months, left)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("left", "warning"),
    [(31, ""), (30, "soon"), (8, "soon"), (7, "urgent"), (1, "urgent"), (0, ""), (-40, "")],
)
def test_thirty_then_seven(programme, left, warning):
    with time_machine.travel(datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC), tick=False):
        referral = make.ReferralFactory(programme=programme, street_since=since_for(left))
        assert street_of(referral, programme).warning == warning


@pytest.mark.django_db
class TestToday:
    def test_the_most_pressing_first_and_nobody_else(self, programme, case_manager, colleague):
        with time_machine.travel(datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC), tick=False):
            for left in (90, 31, 20, 5, 0, -50):
                make.ReferralFactory(programme=programme, street_since=since_for(left))
            file = make.CaseFileFactory(
                programme=programme, case_manager=case_manager, street_since=since_for(10)
            )
            found = today_of(case_manager, timezone.localdate())
            assert [row.street.clock.days_left for row in found.rows] == [5, 10, 20]
            assert [row.pressing for row in found.rows] == [True, False, False]
            assert found.rows[1].record == file
            assert today_of(colleague, timezone.localdate()).total == 2

    @pytest.mark.parametrize("precision", ["month", "estimate"])
    def test_what_is_not_sure_is_warned_of_too(self, programme, case_manager, precision):
        with time_machine.travel(datetime.datetime(2026, 11, 12, 10, tzinfo=datetime.UTC), tick=False):
            since = Date(2026, 6, 1) if precision == "month" else Date(2026, 7, 1)
            make.ReferralFactory(programme=programme, street_since=since, street_since_precision=precision)
            (row,) = today_of(case_manager, timezone.localdate()).rows
            assert row.street.clock.days_left == 19

    def test_as_many_questions_for_many(self, programme, case_manager):
        def questions():
            with CaptureQueriesContext(connection) as captured:
                today_of(case_manager, timezone.localdate())
            return len(captured)

        make.ReferralFactory(programme=programme, street_since=since_for(5))
        questions()
        few = questions()
        for _number in range(20):
            make.ReferralFactory(programme=programme, street_since=since_for(5))
            make.CaseFileFactory(programme=programme, case_manager=case_manager, street_since=since_for(5))
        assert questions() == few


@pytest.mark.django_db
def test_it_is_said_on_the_lists_and_in_the_file(client_for, case_manager, programme):
    own = client_for(case_manager)
    make.ReferralFactory(programme=programme, street_since=since_for(6))
    file = make.CaseFileFactory(programme=programme, case_manager=case_manager, street_since=since_for(4))
    words = "encore 6\N{NO-BREAK SPACE}jours avant 6\N{NO-BREAK SPACE}mois"
    page = text_of(own.get("/gestion/orientations/"))
    assert words in page
    assert "is-warn" in page.split(words)[0].rsplit("<td", 1)[1]
    page = text_of(own.get(file_url(file)))
    assert "Rue : encore 4\N{NO-BREAK SPACE}jours avant 6\N{NO-BREAK SPACE}mois" in page
    assert "is-pressing" in page
