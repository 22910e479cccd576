"""The sliding lease, from the sub-lease to the home that is kept."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.actions import (
    AnswerLeaseCheck,
    CloseFile,
    CorrectLease,
    HoldLeaseReview,
    NoteHousing,
    NoteLeaseMeeting,
    Refused,
    RemoveLease,
    SlideLease,
    StartLease,
    StopLease,
    TakeBackLeaseEnd,
)
from casefiles.actions.lease.rules import check_days, check_days_after, review_days
from casefiles.admin.lease.line import line_of
from casefiles.eligibility import add_months
from casefiles.models import (
    ExitReason,
    HousingPeriod,
    LeaseCheck,
    LeaseReview,
    Reminder,
    SlidingLease,
)
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make


def refusal(action):
    with pytest.raises(Refused) as refused:
        action.execute()
    return refused.value.code


def start(user, case_file, *, ago=800, days=1000, **changes):
    given = {"owner": "Propriétaire Fictif", "operator_name": "Service fictif", "place": "Rue Fictive, 1"}
    return StartLease(
        user, case_file, started_on=make.day(ago), ends_on=make.day(ago - days), **given | changes
    )


@pytest.fixture
def lease(case_file, case_manager):
    """Two years and some months ago, for nearly three years."""
    return start(case_manager, case_file).execute()


def test_a_review_a_year_is_planned_by_itself(lease):
    first, second = lease.reviews.all()
    assert first.due_on == add_months(lease.started_on, 12)
    assert second.due_on == add_months(lease.started_on, 24)


def test_the_journal_tells_neither_who_nor_where(lease, case_file):
    [entry] = JournalEntry.objects.filter(action="lease.started")
    assert (entry.subject, entry.details) == (case_file.pk, {"lease": str(lease.pk)})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"days": 0}, "order"),
        ({"days": -5}, "order"),
        ({"days": 1100}, "too_long"),
        ({"owner": " "}, "owner"),
        ({"operator_name": " "}, "operator"),
        ({"ago": 36_500}, "long_ago"),
        ({"ago": -400}, "far"),
    ],
)
def test_a_lease_that_cannot_be(case_file, case_manager, changes, code):
    assert refusal(start(case_manager, case_file, **changes)) == code
    assert not SlidingLease.objects.exists()


def test_three_years_to_the_day_and_no_more(case_file, case_manager):
    begins = make.day(100)
    given = {"owner": "Quelqu’un", "operator_name": "Service", "started_on": begins}
    latest = add_months(begins, 36)
    beyond = latest + datetime.timedelta(days=1)
    assert refusal(StartLease(case_manager, case_file, ends_on=beyond, **given)) == "too_long"
    StartLease(case_manager, case_file, ends_on=latest, **given).execute()


def test_one_running_lease_and_the_next_begins_after(lease, case_file, case_manager):
    assert refusal(start(case_manager, case_file, ago=10)) == "running"
    StopLease(case_manager, lease, on=make.day(50), reason="left").execute()
    assert refusal(start(case_manager, case_file, ago=51)) == "overlap"
    start(case_manager, case_file, ago=50).execute()
    assert refusal(TakeBackLeaseEnd(case_manager, lease)) == "other"


def test_corrected_days_make_other_reviews_and_keep_those_held(lease, case_manager):
    first, _second = lease.reviews.all()
    HoldLeaseReview(case_manager, first, held_on=make.day(430), decided="On continue.").execute()
    CorrectLease(case_manager, lease, changes={"started_on": make.day(790)}).execute()
    assert [(row.due_on, row.held_on) for row in lease.reviews.all()] == [
        (first.due_on, make.day(430)),
        (add_months(make.day(790), 24), None),
    ]
    CorrectLease(case_manager, lease, changes={"ends_on": make.day(100)}).execute()
    assert lease.reviews.get().held_on == make.day(430)
    too_long = CorrectLease(case_manager, lease, changes={"ends_on": make.day(-400)})
    assert refusal(too_long) == "too_long"
    assert refusal(CorrectLease(case_manager, lease, changes={"place": "Rue Fictive, 1"})) == "nothing"


def test_its_objectives_are_those_of_the_plan(lease, case_file, case_manager, programme):
    goal = make.objective(case_manager, case_file)
    CorrectLease(case_manager, lease, objectives=(goal,)).execute()
    assert lease.objectives.get() == goal
    assert refusal(CorrectLease(case_manager, lease, objectives=(goal,))) == "nothing"
    other = make.objective(case_manager, make.opened_file(case_manager, programme))
    assert refusal(CorrectLease(case_manager, lease, objectives=(other,))) == "objectives"


@pytest.mark.parametrize(("ago", "words", "code"), [(-1, "Oui", "future"), (801, "Oui", "before")])
def test_a_review_within_the_lease(lease, case_manager, ago, words, code):
    review = lease.reviews.first()
    assert refusal(HoldLeaseReview(case_manager, review, held_on=make.day(ago), decided=words)) == code
    assert refusal(HoldLeaseReview(case_manager, review, held_on=make.day(2), decided=" ")) == "decided"


def test_a_meeting_is_a_contact_of_the_file_written_once(lease, case_file, case_manager):
    key = lease.pk
    given = {"date": make.day(40), "decided": "Premier loyer", "parts_present": ("person", "landlord")}
    first = NoteLeaseMeeting(case_manager, lease, key=key, **given).execute()
    again = NoteLeaseMeeting(case_manager, lease, key=key, **given).execute()
    assert first.pk == again.pk
    contact = case_file.contacts.get(pk=first.contact_id)
    assert (contact.kind.code, contact.note, contact.date) == ("tripartite", "Premier loyer", make.day(40))
    case_file.refresh_from_db()
    assert case_file.last_contact_on == make.day(40)
    nobody = NoteLeaseMeeting(case_manager, lease, date=make.day(1), decided="Rien")
    assert refusal(nobody) == "who"
    assert refusal(RemoveLease(case_manager, lease)) == "lived"


class TestTheSlide:
    def test_the_housing_path_knows_and_three_reminders_ask(self, lease, case_file, case_manager):
        NoteHousing(case_manager, case_file, situation="shelter", started_on=make.day(900)).execute()
        SlideLease(case_manager, lease, on=make.day(400), note="Bail signé").execute()
        home = HousingPeriod.objects.get(situation="home")
        assert (home.started_on, home.ended_on, home.place) == (make.day(400), None, "Rue Fictive, 1")
        assert HousingPeriod.objects.get(situation="shelter").ended_on == make.day(400)
        assert JournalEntry.objects.filter(action="housing.noted", subject=case_file.pk).count() == 2
        checks = list(lease.checks.all())
        assert [row.due_on for row in checks] == [add_months(make.day(400), many) for many in (6, 12, 24)]
        # What is past is asked today.
        assert [row.reminder.due_on for row in checks] == [make.day(), make.day(), checks[2].due_on]
        assert {row.owner for row in Reminder.objects.all()} == {case_manager}

    def test_a_home_that_is_known_is_not_noted_twice(self, lease, case_file, case_manager):
        NoteHousing(case_manager, case_file, situation="home", started_on=make.day(700)).execute()
        SlideLease(case_manager, lease, on=make.day(400)).execute()
        assert HousingPeriod.objects.count() == 1

    def test_a_path_that_says_otherwise_refuses_the_whole_press(self, lease, case_file, case_manager):
        NoteHousing(case_manager, case_file, situation="home", started_on=make.day(300)).execute()
        NoteHousing(
            case_manager,
            case_file,
            situation="institution",
            started_on=make.day(500),
            ended_on=make.day(350),
        ).execute()
        assert refusal(SlideLease(case_manager, lease, on=make.day(400))) == "housing"
        lease.refresh_from_db()
        assert lease.is_running
        SlideLease(case_manager, lease, on=make.day(400), at_home=False).execute()
        assert HousingPeriod.objects.count() == 2

    def test_never_before_the_lease_nor_in_the_future_nor_twice(self, lease, case_manager):
        assert refusal(SlideLease(case_manager, lease, on=make.day(801))) == "before"
        assert refusal(SlideLease(case_manager, lease, on=make.day(-1))) == "future"
        SlideLease(case_manager, lease, on=make.day(3)).execute()
        assert refusal(SlideLease(case_manager, lease, on=make.day(3))) == "ended"
        assert refusal(StopLease(case_manager, lease, on=make.day(3), reason="left")) == "ended"
        assert refusal(CorrectLease(case_manager, lease, changes={"place": "Ailleurs"})) == "ended"

    def test_a_stop_says_why(self, lease, case_manager):
        assert refusal(StopLease(case_manager, lease, on=make.day(3), reason="")) == "reason"
        assert refusal(StopLease(case_manager, lease, on=make.day(3), reason="other")) == "note"
        StopLease(case_manager, lease, on=make.day(500), reason="arrears").execute()
        assert not lease.checks.exists()
        # The review that would have come after it is no longer to be held.
        assert not lease.reviews.exists()

    def test_taken_back_it_runs_again_and_asks_nothing(self, lease, case_manager):
        SlideLease(case_manager, lease, on=make.day(400)).execute()
        TakeBackLeaseEnd(case_manager, lease).execute()
        assert lease.is_running
        assert not lease.checks.exists()
        assert lease.reviews.count() == 2
        assert not Reminder.objects.filter(done_on=None).exists()
        assert refusal(TakeBackLeaseEnd(case_manager, lease)) == "running"

    def test_two_people_on_one_lease(self, lease, case_manager, colleague):
        seen = lease.revision
        CorrectLease(case_manager, lease, changes={"place": "Ici"}, seen=seen).execute()
        assert refusal(SlideLease(case_manager, lease, on=make.day(1), seen=seen)) == "changed"
        assert refusal(SlideLease(colleague, lease, on=make.day(1))) == "not_yours"


class TestStillHoused:
    @pytest.fixture
    def checks(self, lease, case_manager):
        SlideLease(case_manager, lease, on=make.day(400)).execute()
        return list(lease.checks.all())

    def test_the_answer_is_kept_and_its_reminder_done(self, checks, case_manager):
        AnswerLeaseCheck(
            case_manager, checks[1], answer="housed", on=make.day(30), note="Elle repeint."
        ).execute()
        checks[1].reminder.refresh_from_db()
        assert checks[1].reminder.done_on == make.day()
        assert LeaseCheck.objects.filter(answer="").count() == 2
        [entry] = JournalEntry.objects.filter(action="lease.still_housed")
        assert entry.details == {"lease": str(checks[1].lease_id), "months": 12, "answer": "housed"}
        assert refusal(TakeBackLeaseEnd(case_manager, checks[1].lease)) == "answered"

    @pytest.mark.parametrize(
        ("which", "answer", "ago", "code"),
        [
            (0, "", 1, "answer"),
            (0, "housed", -1, "future"),
            (0, "lost", 401, "before"),
            (2, "housed", 1, "early"),
        ],
    )
    def test_an_answer_that_cannot_be(self, checks, case_manager, which, answer, ago, code):
        action = AnswerLeaseCheck(case_manager, checks[which], answer=answer, on=make.day(ago))
        assert refusal(action) == code

    def test_it_is_asked_even_once_the_file_is_closed(self, checks, case_file, case_manager):
        CloseFile(
            case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie fictive."
        ).execute()
        AnswerLeaseCheck(case_manager, checks[0], answer="no_news", on=make.day(1)).execute()
        # Lost is told when it happens, however early.
        AnswerLeaseCheck(case_manager, checks[2], answer="lost", on=make.day(1)).execute()


DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2040, 12, 31))


@given(begins=DAYS, length=st.integers(-30, 1500), slid=st.integers(0, 1500), today=st.integers(-400, 3000))
def test_whatever_the_days_a_lease_holds_together(begins, length, slid, today):
    """Without a database: refused or not as the calendar says, reviews within, the drawing in order."""
    ends, now = begins + datetime.timedelta(days=length), begins + datetime.timedelta(days=today)
    allowed = begins < ends <= add_months(begins, 36) and begins <= add_months(now, 12)
    try:
        check_days(begins, ends, now)
    except Refused:
        assert not allowed
        return
    assert allowed
    lease = SlidingLease(started_on=begins, ends_on=ends)
    reviews = [LeaseReview(lease=lease, due_on=day) for day in review_days(begins, ends)]
    assert [row.due_on for row in reviews] == sorted({row.due_on for row in reviews})
    assert all(begins < row.due_on < ends for row in reviews)
    assert len(reviews) <= 3 - (ends <= add_months(begins, 36))
    _drawn(line_of(lease, now, reviews=reviews, checks=[]))
    lease.state, lease.ended_on = "slid", begins + datetime.timedelta(days=slid)
    kept = [row for row in reviews if row.due_on <= lease.ended_on]
    checks = [LeaseCheck(months=many, due_on=day) for many, day in check_days_after(lease.ended_on)]
    assert [row.due_on > lease.ended_on for row in checks] == [True] * 3
    _drawn(line_of(lease, now, reviews=kept, checks=checks))


def _drawn(line):
    places = [step.x for step in line.steps]
    assert places == sorted(places)
    assert all(after - one >= 30 for one, after in itertools.pairwise(places))
    assert 0 <= places[0] <= places[-1] <= line.width
    assert [step.number for step in line.steps] == list(range(1, len(places) + 1))
    assert line.today_x is None or places[0] <= line.today_x <= places[-1]
