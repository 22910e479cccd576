"""Needs that nobody answers: noted, corrected, met; never the same one twice."""

import datetime

import pytest

from casefiles.actions import CorrectNeed, MeetUnmetNeed, NoteUnmetNeed, Refused
from casefiles.models import UnmetNeed, UnmetNeedKind
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make


def kind(code="affordable_home"):
    return UnmetNeedKind.objects.get(code=code)


@pytest.fixture
def need(case_file, case_manager):
    return NoteUnmetNeed(
        case_manager, case_file, kind=kind(), noted_on=make.day(10), note="Six refus"
    ).execute()


def refusal(action):
    with pytest.raises(Refused) as refused:
        action.execute()
    return refused.value.code


def test_it_is_noted_and_the_journal_keeps_its_nature_alone(need, case_manager):
    assert (need.note, need.author) == ("Six refus", case_manager)
    [entry] = JournalEntry.objects.filter(action="need.noted")
    assert entry.details == {"need": str(need.pk), "kind": "affordable_home"}


@pytest.mark.parametrize(
    ("noted_on", "code"),
    [
        (datetime.date(9999, 12, 31), "future"),
        (datetime.date(1, 1, 1), "before_file"),
        (make.day(-2), "future"),
    ],
)
def test_a_day_that_cannot_be_is_refused(case_file, case_manager, noted_on, code):
    assert refusal(NoteUnmetNeed(case_manager, case_file, kind=kind(), noted_on=noted_on)) == code


def test_the_same_need_is_not_noted_twice_while_it_waits(need, case_file, case_manager):
    assert refusal(NoteUnmetNeed(case_manager, case_file, kind=kind())) == "already"
    MeetUnmetNeed(case_manager, need).execute()
    NoteUnmetNeed(case_manager, case_file, kind=kind()).execute()
    assert refusal(MeetUnmetNeed(case_manager, need, met=False)) == "already"


def test_it_is_met_and_not_met_again(need, case_manager):
    assert refusal(MeetUnmetNeed(case_manager, need, met_on=make.day(11))) == "before_need"
    assert refusal(MeetUnmetNeed(case_manager, need, met_on=make.day(-1))) == "future"
    MeetUnmetNeed(case_manager, need, met_on=make.day(2)).execute()
    assert refusal(MeetUnmetNeed(case_manager, need)) == "same_state"
    MeetUnmetNeed(case_manager, need, met=False).execute()
    need.refresh_from_db()
    assert need.met_on is None


def test_it_is_corrected(need, case_file, case_manager):
    NoteUnmetNeed(case_manager, case_file, kind=kind("pets")).execute()
    assert refusal(CorrectNeed(case_manager, need, changes={"kind": kind("pets")})) == "already"
    assert refusal(CorrectNeed(case_manager, need, changes={"note": "Six refus"})) == "nothing"
    CorrectNeed(case_manager, need, changes={"kind": kind("income"), "note": ""}).execute()
    row = UnmetNeed.objects.get(pk=need.pk)
    assert (row.kind.code, row.note) == ("income", None)
    assert JournalEntry.objects.get(action="need.corrected").details["fields"] == ["kind", "note"]


def test_a_kind_put_to_rest_is_not_noted(case_file, case_manager):
    UnmetNeedKind.objects.filter(code="pets").update(active=False)
    assert refusal(NoteUnmetNeed(case_manager, case_file, kind=kind("pets"))) == "kind_inactive"


def test_somebody_else_notes_nothing(need, case_file, colleague):
    assert refusal(NoteUnmetNeed(colleague, case_file, kind=kind("pets"))) == "not_yours"
    assert refusal(MeetUnmetNeed(colleague, need)) == "not_yours"
