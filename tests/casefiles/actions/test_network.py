"""Who stands around the person, and where she was sent: roles and their days, orientations and outcomes."""

import pytest

from casefiles.actions import (
    AddToNetwork,
    CorrectNetwork,
    CorrectOutwardReferral,
    EndInNetwork,
    ReferOut,
    Refused,
    RemoveFromNetwork,
    RemoveOutwardReferral,
    TellOutcome,
)
from casefiles.models import Involvement, OutwardReferral, Reminder
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory


def refusal(action):
    with pytest.raises(Refused) as refused:
        action.execute()
    return refused.value.code


@pytest.fixture
def service(db):
    return ServiceFactory(name="Service Exemple – Le Pont")


@pytest.fixture
def add(case_manager, case_file):
    def add(ago=10, role="co_work", **data):
        return AddToNetwork(case_manager, case_file, role=role, started_on=make.day(ago), **data)

    return add


@pytest.fixture
def refer(case_manager, case_file, service):
    def refer(ago=10, reason="Des soins dentaires", **data):
        data = {"service": service, "referred_on": make.day(ago), "reason": reason} | data
        return ReferOut(case_manager, case_file, **data)

    return refer


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({}, "who"),
        ({"name": "  "}, "who"),
        ({"name": "Camille Fictive", "role": "king"}, "role"),
        ({"name": "Camille Fictive", "ago": -1}, "future"),
        ({"name": "Camille Fictive", "ago": 60_000}, "long_ago"),
        ({"name": "Camille Fictive", "until": make.day(11)}, "until_before"),
        ({"name": "Camille Fictive", "until": make.day(-30_000)}, "until_far"),
    ],
)
def test_a_role_that_cannot_be_is_refused(add, wrong, code):
    assert refusal(add(**wrong)) == code
    assert not Involvement.objects.exists()


def test_one_service_holds_one_role_once_at_a_time(add, case_manager, service):
    first = add(service=service).execute()
    assert refusal(add(service=service)) == "twice"
    add(service=service, role="health").execute()
    EndInNetwork(case_manager, first, ended_on=make.day(2)).execute()
    add(service=service, ago=1).execute()
    first.refresh_from_db()
    assert refusal(CorrectNetwork(case_manager, first, changes={"ended_on": None})) == "twice"


def test_a_role_ends_is_corrected_and_taken_away(add, case_manager):
    role = add(name="Camille Fictive", until=make.day(-5)).execute()
    assert refusal(EndInNetwork(case_manager, role, ended_on=make.day(11))) == "end_before"
    assert refusal(EndInNetwork(case_manager, role, ended_on=make.day(-1))) == "end_future"
    EndInNetwork(case_manager, role, ended_on=make.day(1), seen=0).execute()
    assert refusal(EndInNetwork(case_manager, role, ended_on=make.day(1))) == "ended"
    assert refusal(CorrectNetwork(case_manager, role, changes={"name": ""})) == "who"
    assert refusal(CorrectNetwork(case_manager, role, changes={"started_on": make.day(0)})) == "end_before"
    assert refusal(CorrectNetwork(case_manager, role, changes={"note": "Vu"}, seen=0)) == "changed"
    CorrectNetwork(case_manager, role, changes={"note": "Vu ensemble"}, seen=1).execute()
    assert refusal(RemoveFromNetwork(case_manager, role, seen=1)) == "changed"
    RemoveFromNetwork(case_manager, role, seen=2).execute()
    assert not Involvement.objects.exists()


def test_the_journal_names_nobody(add, refer, case_manager, case_file):
    role = add(name="Camille Fictive", reach="camille@example.org", note="Une confidence").execute()
    CorrectNetwork(case_manager, role, changes={"name": "Dominique Fictif"}).execute()
    outward = refer(reason="Une confidence").execute()
    TellOutcome(
        case_manager, outward, outcome="refused", outcome_on=make.day(0), outcome_note="Une confidence"
    ).execute()
    entries = JournalEntry.objects.filter(subject=case_file.pk, action__regex="^(network|outward)")
    assert {entry.action for entry in entries} == {
        "network.added",
        "network.corrected",
        "outward.made",
        "outward.answered",
    }
    said = " ".join(f"{entry.reason}{entry.target}{entry.details}" for entry in entries)
    assert not {"Camille", "Dominique", "confidence", "example.org"} & set(said.replace("'", " ").split())


def test_somebody_else_writes_nothing(add, refer, case_file, data_officer):
    for action in (add(name="Camille Fictive"), refer()):
        action.actor = data_officer
        assert refusal(action) == "not_yours"


class TestOrientation:
    def test_a_reminder_asks_and_the_answer_ends_it(self, refer, case_manager, service):
        outward = refer(ask_on=make.day(-14)).execute()
        assert outward.reminder.due_on == make.day(-14)
        assert str(service) in outward.reminder.words
        TellOutcome(
            case_manager, outward, outcome="taken_on", outcome_on=make.day(0), role="health"
        ).execute()
        assert Reminder.objects.get().done_on == make.day(0)
        role = Involvement.objects.get()
        assert (role.role, role.service, role.started_on) == ("health", service, make.day(0))

    def test_taken_away_with_the_reminder_that_is_not_done(self, refer, case_manager):
        RemoveOutwardReferral(case_manager, refer(ask_on=make.day(-14)).execute()).execute()
        assert not OutwardReferral.objects.exists()
        assert not Reminder.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"reason": " "}, "reason"),
            ({"ago": -1}, "future"),
            ({"ago": 60_000}, "long_ago"),
            ({"ask_on": make.day(2)}, "past"),
            ({"ask_on": make.day(-9_000)}, "far"),
        ],
    )
    def test_what_cannot_be_is_refused(self, refer, wrong, code):
        assert refusal(refer(**wrong)) == code
        assert not OutwardReferral.objects.exists()
        assert not Reminder.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"outcome": "waiting"}, "outcome"),
            ({"outcome": "lost"}, "outcome"),
            ({"outcome_on": make.day(11)}, "before"),
            ({"outcome_on": make.day(-2)}, "future"),
            ({"outcome": "refused", "role": "health"}, "role"),
            ({"seen": 7}, "changed"),
        ],
    )
    def test_an_answer_that_cannot_be_is_refused(self, refer, case_manager, wrong, code):
        outward = refer().execute()
        data = {"outcome": "taken_on", "outcome_on": make.day(0)} | wrong
        assert refusal(TellOutcome(case_manager, outward, **data)) == code
        outward.refresh_from_db()
        assert outward.is_waiting


class TestOrientationCorrected:
    def test_the_reminder_follows_and_two_editors_are_told(self, refer, case_manager, service):
        outward = refer(ask_on=make.day(-14)).execute()
        other = ServiceFactory(name="Service Exemple – Le Quai")

        def correct(seen=None, **changes):
            return CorrectOutwardReferral(case_manager, outward, changes=changes, seen=seen)

        correct(service=other, referred_on=make.day(12), seen=0).execute()
        outward.refresh_from_db()
        assert (outward.service, outward.referred_on) == (other, make.day(12))
        words = Reminder.objects.get().words
        assert f"Le Quai ce que devient l’orientation du {make.day(12):%d/%m/%Y}" in words
        assert refusal(correct(reason="Autre chose", seen=0)) == "changed"
        assert refusal(correct(reason="Des soins dentaires")) == "nothing"
        for wrong, code in (
            ({"reason": " "}, "reason"),
            ({"service": None}, "service"),
            ({"referred_on": make.day(-1)}, "future"),
            ({"referred_on": make.day(60_000)}, "long_ago"),
        ):
            assert refusal(correct(**wrong)) == code
        TellOutcome(case_manager, outward, outcome="refused", outcome_on=make.day(5)).execute()
        assert refusal(correct(referred_on=make.day(4))) == "after_answer"
        correct(referred_on=make.day(5)).execute()
        assert Reminder.objects.get().words == words, "a reminder that is done is not written over"

    def test_the_journal_says_which_fields_and_no_word(self, refer, case_manager):
        outward = refer().execute()
        CorrectOutwardReferral(case_manager, outward, changes={"reason": "Une confidence"}).execute()
        entry = JournalEntry.objects.get(action="outward.corrected")
        assert entry.details == {"outward": str(outward.pk), "fields": ["reason"]}
        assert "confidence" not in f"{entry.reason}{entry.target}"
