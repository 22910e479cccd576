"""Aid asked for and answered, letters corrected, a collective settlement: what is refused and what warns."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.actions import (
    AgreePlan,
    AnswerAid,
    AppealAid,
    AskAid,
    CorrectAid,
    CorrectDebtLetter,
    CorrectSettlement,
    EndAidAppeal,
    EndSettlement,
    FileSettlement,
    NoteDebt,
    NoteDebtLetter,
    PayInstalment,
    Refused,
    RemoveAid,
    RemoveDebtLetter,
    RemoveSettlement,
    StopPlansOfSettlement,
    TakeBackAidAnswer,
    TakeBackSettlementEnd,
)
from casefiles.actions.money.settlement import check_plan_days
from casefiles.eligibility import add_months
from casefiles.lateness import BY_CODE, SETTLEMENT_SOON_DAYS, letters_to_answer, settlements_ending
from casefiles.models import AidRequest, DebtSettlement
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make


def refusal(action):
    with pytest.raises(Refused) as refused:
        action.execute()
    return refused.value.code


def dated(given):
    """The same, each number of days ago as its day."""
    return {name: make.day(value) if type(value) is int else value for name, value in given.items()}


def late(kind, user, ago=0):
    return list(BY_CODE[kind].of(user, make.day(ago)))


@pytest.fixture
def aid(case_file, case_manager):
    asked = {"kind": "integration", "to_name": "CPAS Exemple", "asked_on": make.day(20)}
    return AskAid(case_manager, case_file, amount=Decimal("1314.20"), **asked).execute()


@pytest.fixture
def refused_aid(aid, case_manager):
    return AnswerAid(case_manager, aid, state="refused", decided_on=make.day(10), because="Revenus").execute()


@pytest.fixture
def debt(case_file, case_manager):
    owed = {"kind": "energy", "creditor": "Fournisseur Exemple", "amount": Decimal(230)}
    return NoteDebt(case_manager, case_file, noted_on=make.day(100), **owed).execute()


class TestAnAidRequest:
    def test_no_answer_after_thirty_days_is_recalled_until_one_comes(self, aid, case_manager):
        assert late("aides", case_manager, ago=-10) == []
        assert late("aides", case_manager, ago=-11) == [aid]
        answer = {"state": "granted", "granted_amount": Decimal(900), "granted_from": make.day(25)}
        AnswerAid(case_manager, aid, **answer).execute()
        assert (aid.state, aid.decided_on, aid.appeal_until) == ("granted", make.day(), None)
        assert late("aides", case_manager, ago=-11) == []

    def test_a_refusal_may_be_appealed_for_three_months_and_warns_before(self, refused_aid, case_manager):
        assert refused_aid.appeal_until == add_months(make.day(10), 3)
        before = (refused_aid.appeal_until - make.day()).days
        assert late("aides", case_manager, ago=-(before - 31)) == []
        for days in (before - 30, before, before + 5):
            assert late("aides", case_manager, ago=-days) == [refused_aid]
        AppealAid(case_manager, refused_aid, on=make.day(2)).execute()
        assert late("aides", case_manager, ago=-before) == []
        assert refusal(TakeBackAidAnswer(case_manager, refused_aid)) == "appealed"
        assert refusal(AppealAid(case_manager, refused_aid)) == "appealed"
        EndAidAppeal(case_manager, refused_aid, outcome="won", on=make.day(1)).execute()
        assert (refused_aid.appeal, refused_aid.appeal_decided_on) == ("won", make.day(1))

    def test_no_appeal_is_a_choice_one_may_change(self, refused_aid, case_manager):
        AppealAid(case_manager, refused_aid, waive=True).execute()
        assert late("aides", case_manager, ago=-85) == []
        AppealAid(case_manager, refused_aid).execute()
        assert refused_aid.appeal == "lodged"

    def test_an_answer_noted_by_mistake_is_taken_back(self, refused_aid, case_manager):
        assert refusal(RemoveAid(case_manager, refused_aid)) == "answered"
        TakeBackAidAnswer(case_manager, refused_aid).execute()
        assert (refused_aid.state, refused_aid.because, refused_aid.appeal_until) == ("asked", None, None)
        RemoveAid(case_manager, refused_aid, seen=refused_aid.revision).execute()
        assert not AidRequest.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"to_name": " "}, "to"),
            ({"amount": Decimal(-3)}, "amount"),
            ({"asked_on": -1}, "future"),
            ({"kind": "gold"}, "kind"),
        ],
    )
    def test_what_is_no_request(self, case_file, case_manager, wrong, code):
        assert (
            refusal(AskAid(case_manager, case_file, **{"kind": "energy", "to_name": "CPAS"} | dated(wrong)))
            == code
        )

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"decided_on": 21}, "decided_before"),
            ({"decided_on": -1}, "decided_future"),
            ({"because": " "}, "because"),
            ({"granted_amount": Decimal(3)}, "granted_amount"),
            ({"appeal_until": 11}, "appeal_before"),
            ({"appeal_until": -3000}, "appeal_far"),
            ({"state": "asked"}, "state"),
            ({"state": "withdrawn", "appeal_until": 1}, "appeal_before"),
            ({"state": "granted", "granted_amount": Decimal(-1)}, "granted_amount"),
        ],
    )
    def test_what_is_no_answer(self, aid, case_manager, wrong, code):
        answer = {"state": "refused", "decided_on": make.day(10), "because": "Revenus"}
        assert refusal(AnswerAid(case_manager, aid, **answer | dated(wrong))) == code

    def test_an_appeal_before_the_decision_or_without_one(self, aid, case_manager):
        assert refusal(AppealAid(case_manager, aid)) == "no_appeal"
        AnswerAid(case_manager, aid, state="refused", decided_on=make.day(10), because="Revenus").execute()
        assert refusal(AppealAid(case_manager, aid, on=make.day(11))) == "appealed_before"
        assert refusal(AppealAid(case_manager, aid, on=make.day(-1))) == "appeal_future"
        assert refusal(EndAidAppeal(case_manager, aid, outcome="won")) == "no_appeal"
        AppealAid(case_manager, aid, on=make.day(5)).execute()
        assert refusal(EndAidAppeal(case_manager, aid, outcome="won", on=make.day(6))) == "end_before"

    def test_corrected_within_its_own_story(self, refused_aid, case_manager):
        def correct(**changes):
            return CorrectAid(case_manager, refused_aid, changes=changes)

        assert refusal(correct(decided_on=make.day(30))) == "decided_before"
        assert refusal(correct(because="")) == "because"
        assert refusal(correct(granted_amount=Decimal(3))) == "unknown_field"
        assert refusal(correct(to_name="", service=None)) == "to"
        correct(appeal_until=make.day(-20)).execute()
        AppealAid(case_manager, refused_aid, on=make.day(5)).execute()
        assert refusal(correct(appealed_on=make.day(12))) == "appealed_before"
        assert refusal(correct(appeal_until=None)) == "appeal_before"
        stale = CorrectAid(case_manager, refused_aid, changes={"note": "x"}, seen=0)
        assert refusal(stale) == "changed"

    def test_the_journal_tells_no_amount_and_no_name(self, refused_aid, case_manager):
        AppealAid(case_manager, refused_aid).execute()
        entries = JournalEntry.objects.filter(action__startswith="aid.")
        assert {key for entry in entries for key in entry.details} == {"aid", "state", "appeal"}
        assert "Exemple" not in "".join(str(entry.details) + entry.reason for entry in entries)

    def test_it_is_of_ones_own_file(self, aid, colleague, case_file):
        assert refusal(AskAid(colleague, case_file, kind="energy", to_name="CPAS")) == "not_yours"
        assert refusal(AnswerAid(colleague, aid, state="withdrawn")) == "not_yours"
        assert late("aides", colleague, ago=-40) == []


class TestALetter:
    def test_it_warns_until_an_answer_is_sent(self, debt, case_manager):
        letter = {"dated_on": make.day(9), "procedure": "notice", "answer_by": make.day(1)}
        letter = NoteDebtLetter(case_manager, debt, **letter).execute()
        assert late("courriers", case_manager) == [letter]
        assert list(letters_to_answer(case_manager, make.day(2))) == []
        sent = {"procedure": "contested", "way": "sent"}
        early = NoteDebtLetter(case_manager, debt, dated_on=make.day(10), **sent).execute()
        assert late("courriers", case_manager) == [letter]
        CorrectDebtLetter(case_manager, early, changes={"dated_on": make.day(8)}).execute()
        assert late("courriers", case_manager) == []
        RemoveDebtLetter(case_manager, early).execute()
        assert late("courriers", case_manager) == [letter]

    def test_the_debt_follows_its_letters(self, debt, case_manager):
        old = NoteDebtLetter(case_manager, debt, dated_on=make.day(50), procedure="reminder").execute()
        new = NoteDebtLetter(case_manager, debt, dated_on=make.day(5), procedure="seizure").execute()
        CorrectDebtLetter(case_manager, new, changes={"procedure": "bailiff"}, seen=new.revision).execute()
        debt.refresh_from_db()
        assert debt.procedure == "bailiff"
        assert (
            refusal(CorrectDebtLetter(case_manager, new, changes={"answer_by": make.day(6)})) == "answer_by"
        )
        assert refusal(RemoveDebtLetter(case_manager, new, seen=0)) == "changed"
        RemoveDebtLetter(case_manager, new).execute()
        debt.refresh_from_db()
        assert debt.procedure == "reminder"
        RemoveDebtLetter(case_manager, old).execute()
        debt.refresh_from_db()
        assert debt.procedure == "reminder"

    def test_of_somebody_else(self, debt, case_manager, colleague):
        letter = NoteDebtLetter(case_manager, debt, dated_on=make.day(5), procedure="notice").execute()
        assert refusal(RemoveDebtLetter(colleague, letter)) == "not_yours"


class TestASettlement:
    def filed(self, user, case_file, **changes):
        return FileSettlement(user, case_file, **{"filed_on": make.day(60)} | changes)

    def test_creditors_are_no_longer_paid_one_by_one(self, case_file, case_manager, debt):
        settlement = self.filed(case_manager, case_file).execute()
        plan = AgreePlan(case_manager, debt, monthly=Decimal(50), first_due_on=make.day(-5))
        assert refusal(plan) == "settlement"
        with pytest.raises(Refused, match="attendez la décision"):
            plan.execute()
        CorrectSettlement(case_manager, settlement, changes={"admissible_on": make.day(30)}).execute()
        with pytest.raises(Refused, match="un par un"):
            plan.execute()
        assert refusal(self.filed(case_manager, case_file)) == "running"
        assert refusal(RemoveSettlement(case_manager, settlement)) == "admitted"
        EndSettlement(case_manager, settlement, outcome="revoked").execute()
        plan.execute()
        again = self.filed(case_manager, case_file, filed_on=make.day(1)).execute()
        assert refusal(TakeBackSettlementEnd(case_manager, settlement)) == "running"
        RemoveSettlement(case_manager, again).execute()
        TakeBackSettlementEnd(case_manager, settlement).execute()
        assert settlement.is_running

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"filed_on": -1}, "future"),
            ({"admissible_on": 61}, "admissible_on"),
            ({"admissible_on": -1}, "admissible_on"),
            ({"monthly": Decimal(0)}, "monthly"),
            ({"plan_from": 9}, "plan_kind"),
            ({"plan_kind": "amicable"}, "plan_from"),
            ({"plan_kind": "amicable", "plan_from": 9, "admissible_on": None}, "admissible_on"),
            ({"plan_kind": "amicable", "plan_from": 90}, "plan_from"),
            ({"plan_kind": "judicial", "plan_from": 9, "plan_until": 9}, "plan_until"),
            (
                {"plan_kind": "judicial", "plan_from": 9, "plan_until": -2600},
                "plan_until",
            ),
        ],
    )
    def test_what_is_no_settlement(self, case_file, case_manager, wrong, code):
        given = {"admissible_on": make.day(30)} | dated(wrong)
        assert refusal(self.filed(case_manager, case_file, **given)) == code
        assert not DebtSettlement.objects.exists()

    def test_how_it_may_end(self, case_file, case_manager):
        settlement = self.filed(case_manager, case_file).execute()
        for wrong, code in (
            ({"outcome": "lost"}, "outcome"),
            ({"outcome": "discharged"}, "outcome"),
            ({"outcome": "rejected", "ended_on": make.day(61)}, "ended_on"),
            ({"outcome": "rejected", "ended_on": make.day(-1)}, "ended_on"),
        ):
            assert refusal(EndSettlement(case_manager, settlement, **wrong)) == code
        stale = {"changes": {"note": "x"}, "seen": 4}
        assert refusal(CorrectSettlement(case_manager, settlement, **stale)) == "changed"
        EndSettlement(case_manager, settlement, outcome="rejected").execute()
        assert refusal(EndSettlement(case_manager, settlement, outcome="rejected")) == "ended"

    def test_a_plan_that_is_taken_away_again(self, case_file, case_manager):
        days = {"admissible_on": make.day(30), "plan_kind": "amicable", "plan_from": make.day(9)}
        settlement = self.filed(case_manager, case_file, **days).execute()
        nothing = {"plan_kind": "", "plan_from": None, "admissible_on": None}
        CorrectSettlement(case_manager, settlement, changes=nothing).execute()
        settlement.refresh_from_db()
        assert (settlement.plan_kind, settlement.plan_from, settlement.binds) == ("", None, False)

    def test_every_plan_that_runs_is_stopped_at_once(self, case_file, case_manager, debt):
        other = {"kind": "health", "creditor": "Hôpital Exemple", "amount": Decimal(90)}
        second = NoteDebt(case_manager, case_file, noted_on=make.day(100), **other).execute()
        plans = [
            AgreePlan(case_manager, owed, monthly=Decimal(30), first_due_on=make.day(90)).execute()
            for owed in (debt, second)
        ]
        PayInstalment(case_manager, plans[0].instalments.first()).execute()
        settlement = self.filed(case_manager, case_file).execute()
        assert refusal(StopPlansOfSettlement(case_manager, settlement)) == "not_binding"
        assert len(late("echeances", case_manager)) > 1
        CorrectSettlement(case_manager, settlement, changes={"admissible_on": make.day(30)}).execute()
        stopped = StopPlansOfSettlement(case_manager, settlement).execute()
        assert set(stopped) == set(plans)
        assert late("echeances", case_manager) == []
        for plan in stopped:
            plan.refresh_from_db()
            assert (plan.state, plan.ended_on) == ("stopped", make.day(0))
            assert f"{make.day(30):%d/%m/%Y}" in plan.ended_because
        assert plans[0].instalments.first().paid == Decimal(30)
        told = JournalEntry.objects.filter(subject=case_file.pk).values_list("action", flat=True)
        assert list(told).count("debt.plan_stopped") == 2
        assert refusal(StopPlansOfSettlement(case_manager, settlement)) == "none"

    def test_plans_are_stopped_by_who_works_on_the_file(self, case_file, case_manager, colleague, debt):
        plan = AgreePlan(case_manager, debt, monthly=Decimal(50), first_due_on=make.day(-5)).execute()
        settlement = self.filed(case_manager, case_file, admissible_on=make.day(30)).execute()
        assert refusal(StopPlansOfSettlement(colleague, settlement)) == "not_yours"
        plan.refresh_from_db()
        assert plan.is_running

    def test_its_end_is_recalled_until_it_is_told(self, case_file, case_manager, colleague):
        plan = {"plan_kind": "amicable", "plan_from": make.day(20), "plan_until": make.day(-61)}
        days = {"admissible_on": make.day(30)} | plan
        settlement = self.filed(case_manager, case_file, **days).execute()

        def soon(user, ago=0):
            until = make.day(ago) + datetime.timedelta(days=SETTLEMENT_SOON_DAYS)
            return list(settlements_ending(user, until))

        assert (soon(case_manager), soon(case_manager, -1)) == ([], [settlement])
        assert soon(colleague, -1) == []
        assert late("reglements", case_manager, ago=-61) == []
        assert late("reglements", case_manager, ago=-62) == [settlement]
        EndSettlement(case_manager, settlement, outcome="paid").execute()
        assert late("reglements", case_manager, ago=-62) == soon(case_manager, -62) == []


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 1, 1)), st.integers(-40, 3000))
def test_a_plan_of_seven_years_at_most(begins, days):
    ends = begins + datetime.timedelta(days=days)
    good = begins < ends <= add_months(begins, 84)
    try:
        check_plan_days(begins, ends)
    except Refused:
        assert not good
    else:
        assert good
        # What the database compares says the same.
        assert int(f"{ends:%Y%m%d}") <= int(f"{begins:%Y%m%d}") + 70_000
