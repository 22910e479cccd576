"""The housing path: one place at a time, from the street to a home."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.actions import CorrectHousing, NoteHousing, Refused, RemoveHousing
from casefiles.admin.housing.line import line_of
from casefiles.models import HousingPeriod, HousingSituation
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make


def note(user, case_file, situation, ago, until=None, **others):
    ended_on = None if until is None else make.day(until)
    return NoteHousing(
        user, case_file, situation=situation, started_on=make.day(ago), ended_on=ended_on, **others
    ).execute()


def refusal(action):
    with pytest.raises(Refused) as refused:
        action.execute()
    return refused.value.code


def path_of(case_file):
    rows = HousingPeriod.objects.filter(case_file=case_file).order_by("started_on")
    return [(row.situation, row.started_on, row.ended_on) for row in rows]


@pytest.fixture
def path(case_file, case_manager):
    """Four months in the street, then a shelter since."""
    note(case_manager, case_file, "street", 150, place="Parc (exemple)")
    return note(case_manager, case_file, "shelter", 30)


def test_what_lasted_still_ends_when_one_sleeps_elsewhere(case_file, path):
    assert path_of(case_file) == [
        ("street", make.day(150), make.day(30)),
        ("shelter", make.day(30), None),
    ]


def test_what_is_remembered_later_lasts_until_what_followed(case_file, case_manager, path):
    note(case_manager, case_file, "with_others", 200)
    assert path_of(case_file)[0] == ("with_others", make.day(200), make.day(150))


def test_the_journal_tells_neither_where_nor_when(case_file, case_manager, path):
    [_first, entry] = JournalEntry.objects.filter(action="housing.noted").order_by("pk")
    assert entry.subject == case_file.pk
    assert set(entry.details) == {"period", "ended"}
    assert entry.details["period"] == str(path.pk)
    RemoveHousing(case_manager, path).execute()
    assert JournalEntry.objects.filter(action="housing.removed").count() == 1


@pytest.mark.parametrize(
    ("begins", "ends", "code"),
    [
        (-1, None, "future"),
        (365_000, None, "long_ago"),
        (10, 10, "order"),
        (10, 11, "order"),
        (400, -2, "end_future"),
        (160, 140, "overlap"),
        (150, None, "overlap"),
        (20, 10, "overlap"),
        (30, None, "overlap"),
    ],
)
def test_days_that_cannot_be_are_refused(case_file, case_manager, path, begins, ends, code):
    before, ended_on = path_of(case_file), None if ends is None else make.day(ends)
    action = NoteHousing(
        case_manager, case_file, situation="street", started_on=make.day(begins), ended_on=ended_on
    )
    assert refusal(action) == code
    assert path_of(case_file) == before


def test_a_period_is_corrected_within_its_neighbours(case_file, case_manager, path):
    CorrectHousing(case_manager, path, changes={"situation": "home", "place": "Rue Fictive"}).execute()
    assert refusal(CorrectHousing(case_manager, path, changes={"started_on": make.day(31)})) == "overlap"
    assert refusal(CorrectHousing(case_manager, path, changes={"situation": "home"})) == "nothing"
    CorrectHousing(case_manager, path, changes={"ended_on": make.day(2)}).execute()
    assert path_of(case_file)[1] == ("home", make.day(30), make.day(2))


def test_two_people_correct_one_period(case_manager, path):
    CorrectHousing(case_manager, path, changes={"place": "Ici"}, seen=0).execute()
    assert refusal(CorrectHousing(case_manager, path, changes={"place": "Là"}, seen=0)) == "changed"
    assert refusal(RemoveHousing(case_manager, path, seen=0)) == "changed"


def test_only_who_works_on_the_file_writes_it(case_file, colleague, path):
    assert refusal(RemoveHousing(colleague, path)) == "not_yours"
    assert refusal(NoteHousing(colleague, case_file, situation="home", started_on=make.day(1))) == "not_yours"


@given(st.data())
def test_whatever_is_noted_no_night_is_told_twice_and_the_drawing_holds(data):
    """The rules without a database: periods as the action leaves them are drawn side by side."""
    today = datetime.date(2026, 11, 22)
    cuts = sorted(data.draw(st.sets(st.integers(0, 4000), min_size=2, max_size=14)))
    periods = []
    for start, end in itertools.pairwise(cuts):
        if data.draw(st.booleans()) or not periods:
            periods.append(
                HousingPeriod(
                    situation=data.draw(st.sampled_from(HousingSituation.values)),
                    started_on=today - datetime.timedelta(days=4000 - start),
                    ended_on=today - datetime.timedelta(days=4000 - end),
                )
            )
    line = line_of(periods, today)
    assert [step.number for step in line.steps] == list(range(1, len(periods) + 1))
    for one, after in zip(line.steps, line.steps[1:], strict=False):
        assert one.end <= after.x
        assert (one.end == after.x) == (one.period.ended_on == after.period.started_on)
    assert all(step.width >= 20 for step in line.steps)
    assert line.steps[0].x >= 0
    assert line.steps[-1].end <= line.width
