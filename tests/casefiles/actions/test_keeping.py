"""Keeping a home: what a visit finds, what threatens the home, the services called in."""

import pytest

from casefiles.actions import (
    AnswerHomeService,
    CallHomeService,
    CloseHomeAlert,
    CorrectHomeAlert,
    OpenHomeAlert,
    Refused,
    ReopenHomeAlert,
    VisitHome,
)
from casefiles.models import HomeAlert, HomeVisit
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.factories.home import partner


def refusal(action):
    with pytest.raises(Refused) as refused:
        action.execute()
    return refused.value.code


def alert(user, case_file, **changes):
    given = {"topic": "rent", "words": "Deux loyers de retard", "opened_on": make.day(10)}
    return OpenHomeAlert(user, case_file, **given | changes)


class TestVisit:
    def test_it_is_a_contact_at_home_and_what_calls_for_an_act_opens_an_alert(self, case_file, case_manager):
        found = {"health": "good", "rent": "act", "energy": "watch", "papers": ""}
        given = {"date": make.day(3), "findings": found, "note": "Tout le tour", "key": case_file.pk}
        visit = VisitHome(case_manager, case_file, **given).execute()
        assert VisitHome(case_manager, case_file, **given).execute() == visit
        contact = case_file.contacts.get()
        assert (contact.kind.code, contact.medium.code, contact.note) == (
            "home_visit",
            "home",
            "Tout le tour",
        )
        assert list(visit.findings.items()) == [("energy", "watch"), ("rent", "act"), ("health", "good")]
        opened = HomeAlert.objects.get()
        assert (opened.topic, opened.opened_on, opened.visit) == ("rent", make.day(3), visit)
        [entry] = JournalEntry.objects.filter(action="home.visited")
        assert entry.details == {"contact": str(contact.pk)}

    def test_an_alert_that_is_open_is_not_opened_twice(self, case_file, case_manager):
        first = alert(case_manager, case_file).execute()
        VisitHome(case_manager, case_file, date=make.day(3), findings={"rent": "act"}).execute()
        assert HomeAlert.objects.get() == first
        CloseHomeAlert(case_manager, first, on=make.day(2), how="Payé en deux fois").execute()
        VisitHome(case_manager, case_file, date=make.day(1), findings={"rent": "act"}).execute()
        assert HomeAlert.objects.filter(closed_on=None).count() == 1

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"findings": {"rent": ""}}, "empty"),
            ({"findings": {"procedure": "act"}}, "findings"),
            ({"findings": {"rent": "perhaps"}}, "findings"),
            ({"findings": {"rent": "good"}, "date": make.day(-9)}, "future"),
        ],
    )
    def test_a_visit_that_cannot_be(self, case_file, case_manager, given, code):
        assert refusal(VisitHome(case_manager, case_file, **{"date": make.day(1)} | given)) == code
        assert not HomeVisit.objects.exists()
        assert not case_file.contacts.exists()


class TestAlert:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"topic": "weather"}, "topic"),
            ({"words": " "}, "words"),
            ({"opened_on": make.day(-9)}, "future"),
            ({"opened_on": make.day(36_500)}, "long_ago"),
            ({"act_by": make.day(11)}, "order"),
        ],
    )
    def test_an_alert_that_cannot_be(self, case_file, case_manager, changes, code):
        assert refusal(alert(case_manager, case_file, **changes)) == code

    def test_its_life(self, case_file, case_manager, colleague):
        row = alert(case_manager, case_file).execute()
        assert refusal(CloseHomeAlert(colleague, row, on=make.day(), how="Payé")) == "not_yours"
        assert refusal(CloseHomeAlert(case_manager, row, on=make.day(11), how="Payé")) == "before"
        assert refusal(CloseHomeAlert(case_manager, row, on=make.day(), how=" ")) == "how"
        seen = row.revision
        CorrectHomeAlert(case_manager, row, changes={"act_by": make.day(-5)}, seen=seen).execute()
        assert refusal(CloseHomeAlert(case_manager, row, on=make.day(), how="Payé", seen=seen)) == "changed"
        CloseHomeAlert(case_manager, row, on=make.day(), how="Payé").execute()
        assert refusal(CorrectHomeAlert(case_manager, row, changes={"topic": "health"})) == "settled"
        ReopenHomeAlert(case_manager, row).execute()
        assert row.is_open
        assert row.closed_how is None


def test_a_service_is_called_then_answers(case_file, case_manager):
    given = {"service": partner(), "topic": "health", "called_on": make.day(20)}
    row = CallHomeService(case_manager, case_file, **given).execute()
    assert refusal(CallHomeService(case_manager, case_file, **given)) == "already"
    assert refusal(AnswerHomeService(case_manager, row, answer="asked", on=make.day())) == "answer"
    assert refusal(AnswerHomeService(case_manager, row, answer="started", on=make.day(21))) == "before"
    AnswerHomeService(case_manager, row, answer="refused", on=make.day(5), note="Complet").execute()
    CallHomeService(case_manager, case_file, **given).execute()
