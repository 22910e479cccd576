"""The waiting list: an order that is moved with a reason, and places that are offered while they are free."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefiles.actions import (
    AdmitReferral,
    AnswerOffer,
    MoveInWaitingList,
    OfferPlace,
    Refused,
    RefuseReferral,
    TakeOffWaitingList,
)
from casefiles.free_places import all_free_places, free_places_of
from casefiles.models import PlaceOffer, RefusalReason, WaitingEntry, WaitingMove
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make
from tests.factories.waiting import waiting

pytestmark = pytest.mark.django_db

SOON = make.day(-7)


def order(programme):
    rows = WaitingEntry.objects.filter(programme=programme, left_on__isnull=True).order_by("turn")
    return [row.referral.last_name for row in rows.select_related("referral")]


def turns(programme):
    rows = WaitingEntry.objects.filter(programme=programme, left_on__isnull=True)
    return sorted(rows.values_list("turn", flat=True))


@pytest.fixture
def three(programme, case_manager):
    return [waiting(case_manager, programme, last_name=name) for name in ("Un", "Deux", "Trois")]


class TestTurns:
    def test_whoever_enters_is_last(self, three, programme):
        assert [entry.turn for entry in three] == [1, 2, 3]
        assert order(programme) == ["Un", "Deux", "Trois"]

    def test_each_programme_counts_its_own(self, three, programme, case_manager):
        from casefiles.models import Programme

        other = Programme.objects.create(name="Autre (exemple)", slug="autre", file_prefix="AU")
        other.case_managers.add(case_manager)
        assert waiting(case_manager, other).turn == 1

    @pytest.mark.parametrize(
        ("who", "turn", "expected"),
        [(2, 1, ["Trois", "Un", "Deux"]), (0, 3, ["Deux", "Trois", "Un"]), (1, 3, ["Un", "Trois", "Deux"])],
    )
    def test_moving_makes_room_and_says_why(self, three, programme, case_manager, who, turn, expected):
        before = three[who].turn
        move = MoveInWaitingList(
            case_manager, three[who], turn=turn, reason="Une nuit dehors de trop"
        ).execute()
        assert order(programme) == expected
        assert turns(programme) == [1, 2, 3]
        assert (move.from_turn, move.to_turn, move.by) == (before, turn, case_manager)
        event = three[who].referral.events.last()
        assert event.kind == "moved"
        assert "Une nuit dehors de trop" in event.note
        entry = JournalEntry.objects.get(action="waiting.moved")
        assert "nuit" not in f"{entry.details}{entry.reason}"

    @pytest.mark.parametrize(
        ("turn", "reason", "code"),
        [
            (0, "Une raison", "turn"),
            (4, "Une raison", "turn"),
            (1, "Une raison", "turn"),
            (2, "  ", "reason_needed"),
        ],
    )
    def test_nowhere_or_without_a_reason_is_refused(self, three, case_manager, turn, reason, code):
        with pytest.raises(Refused) as refused:
            MoveInWaitingList(case_manager, three[0], turn=turn, reason=reason).execute()
        assert refused.value.code == code
        assert not WaitingMove.objects.exists()

    def test_whoever_leaves_makes_the_others_step_forward(self, three, programme, case_manager):
        TakeOffWaitingList(case_manager, three[0].referral, reason="À revoir").execute()
        RefuseReferral(case_manager, three[2].referral, reason=RefusalReason.objects.first()).execute()
        assert order(programme) == ["Deux"]
        assert turns(programme) == [1]

    def test_who_left_is_moved_no_more(self, three, case_manager):
        TakeOffWaitingList(case_manager, three[0].referral, reason="À revoir").execute()
        with pytest.raises(Refused, match="plus en liste"):
            MoveInWaitingList(case_manager, three[0], turn=2, reason="Une raison").execute()

    def test_not_by_somebody_of_another_programme(self, three, programme, colleague):
        programme.case_managers.remove(colleague)
        with pytest.raises(Refused, match="pas de votre dispositif"):
            MoveInWaitingList(colleague, three[2], turn=1, reason="Une raison").execute()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["enter", "move", "leave"]), st.integers(0, 9), st.integers(1, 9)),
        max_size=12,
    )
)
def test_turns_follow_each_other_whatever_happens(programme, case_manager, acts):
    from django.db import transaction

    with transaction.atomic():
        expected = []
        for act, index, turn in acts:
            rows = list(
                WaitingEntry.objects.filter(programme=programme, left_on__isnull=True).order_by("turn")
            )
            if act == "enter" or not rows:
                expected.append(waiting(case_manager, programme).pk)
                continue
            entry, turn = rows[index % len(rows)], min(turn, len(rows))
            if act == "leave":
                TakeOffWaitingList(case_manager, entry.referral, reason="À revoir").execute()
                expected.remove(entry.pk)
            elif turn != entry.turn:
                MoveInWaitingList(case_manager, entry, turn=turn, reason="Une raison").execute()
                expected.remove(entry.pk)
                expected.insert(turn - 1, entry.pk)
            now = WaitingEntry.objects.filter(programme=programme, left_on__isnull=True).order_by("turn")
            assert [row.pk for row in now] == expected
            assert turns(programme) == list(range(1, len(expected) + 1))
        transaction.set_rollback(True)


class TestOffers:
    def test_a_place_is_offered_with_a_date_and_kept(self, three, case_manager, programme):
        offer = OfferPlace(case_manager, three[0], answer_by=SOON, note="Au téléphone").execute()
        assert (offer.state, offer.case_manager, offer.answer_by) == ("open", case_manager, SOON)
        assert free_places_of(case_manager, programme) == 9
        assert free_places_of(case_manager, programme, but=three[0].referral) == 10
        assert three[0].referral.events.last().kind == "offered"
        assert JournalEntry.objects.filter(action="waiting.offered").exists()

    def test_one_place_is_offered_once(self, case_manager, colleague):
        programme = make.heberge_toit(case_manager, capacity_per_case_manager=1)
        first, second = (waiting(case_manager, programme) for _number in range(2))
        OfferPlace(case_manager, first, answer_by=SOON).execute()
        with pytest.raises(Refused, match="pas de place libre") as refused:
            OfferPlace(case_manager, second, answer_by=SOON).execute()
        assert refused.value.code == "no_place"

    def test_a_place_that_is_taken_is_not_offered(self, case_manager):
        programme = make.heberge_toit(case_manager, capacity_per_case_manager=1)
        make.opened_file(case_manager, programme)
        with pytest.raises(Refused, match="pas de place libre"):
            OfferPlace(case_manager, waiting(case_manager, programme), answer_by=SOON).execute()

    def test_nobody_is_offered_two_places(self, three, case_manager, coordination, colleague):
        OfferPlace(case_manager, three[0], answer_by=SOON).execute()
        with pytest.raises(Refused, match="déjà proposée"):
            OfferPlace(coordination, three[0], answer_by=SOON, case_manager=colleague).execute()

    @pytest.mark.parametrize("days", [1, -90])
    def test_the_answer_is_awaited_within_reason(self, three, case_manager, days):
        with pytest.raises(Refused) as refused:
            OfferPlace(case_manager, three[0], answer_by=make.day(days)).execute()
        assert refused.value.code == "answer_by"

    @pytest.mark.parametrize("year", [1, 9999])
    def test_an_absurd_date_is_refused(self, three, case_manager, year):
        with pytest.raises(Refused):
            OfferPlace(case_manager, three[0], answer_by=datetime.date(year, 1, 1)).execute()

    def test_only_coordination_offers_the_place_of_somebody_else(
        self, three, case_manager, colleague, coordination
    ):
        with pytest.raises(Refused, match="coordination"):
            OfferPlace(case_manager, three[0], answer_by=SOON, case_manager=colleague).execute()
        OfferPlace(coordination, three[0], answer_by=SOON, case_manager=colleague).execute()

    def test_saying_no_keeps_the_turn_and_frees_the_place(self, three, case_manager, programme):
        offer = OfferPlace(case_manager, three[0], answer_by=SOON, note="Appelée").execute()
        AnswerOffer(case_manager, offer, state="declined", note="Préfère attendre").execute()
        offer.refresh_from_db()
        assert offer.state == "declined"
        assert offer.note == "Appelée\nPréfère attendre"
        assert order(programme)[0] == "Un"
        assert free_places_of(case_manager, programme) == 10
        OfferPlace(case_manager, three[1], answer_by=SOON).execute()

    def test_withdrawing_says_why(self, three, case_manager):
        offer = OfferPlace(case_manager, three[0], answer_by=SOON).execute()
        with pytest.raises(Refused, match="pourquoi"):
            AnswerOffer(case_manager, offer, state="withdrawn").execute()
        AnswerOffer(case_manager, offer, state="withdrawn", note="La place n’est plus là").execute()
        with pytest.raises(Refused, match="déjà retirée"):
            AnswerOffer(case_manager, offer, state="accepted").execute()

    def test_saying_yes_keeps_the_place_until_the_file_is_open(self, case_manager):
        programme = make.heberge_toit(case_manager, capacity_per_case_manager=1)
        first, second = (waiting(case_manager, programme) for _number in range(2))
        offer = OfferPlace(case_manager, first, answer_by=SOON).execute()
        AnswerOffer(case_manager, offer, state="accepted").execute()
        with pytest.raises(Refused, match="déjà proposée à quelqu’un"):
            AdmitReferral(case_manager, second.referral).execute()
        case_file = AdmitReferral(case_manager, first.referral).execute()
        first.refresh_from_db()
        offer.refresh_from_db()
        assert (first.outcome, offer.state, case_file.case_manager) == ("admitted", "accepted", case_manager)
        assert WaitingEntry.objects.get(pk=second.pk).turn == 1

    def test_admitting_at_once_answers_the_offer(self, three, case_manager):
        offer = OfferPlace(case_manager, three[0], answer_by=SOON).execute()
        AdmitReferral(case_manager, three[0].referral).execute()
        offer.refresh_from_db()
        assert offer.state == "accepted"

    def test_leaving_the_list_withdraws_the_offer(self, three, case_manager):
        offer = OfferPlace(case_manager, three[0], answer_by=SOON).execute()
        TakeOffWaitingList(case_manager, three[0].referral, reason="À revoir").execute()
        offer.refresh_from_db()
        assert offer.state == "withdrawn"

    def test_coordination_may_go_beyond_a_kept_place_in_writing(self, case_manager, coordination):
        programme = make.heberge_toit(case_manager, capacity_per_case_manager=1)
        first, second = (waiting(case_manager, programme) for _number in range(2))
        OfferPlace(case_manager, first, answer_by=SOON).execute()
        AdmitReferral(
            coordination,
            second.referral,
            case_manager=case_manager,
            over_capacity_reason="Une famille avec un nourrisson, cette nuit.",
        ).execute()
        assert PlaceOffer.objects.get().state == "open"


def test_free_places_are_counted_for_everybody_in_three_queries(
    programme, case_manager, colleague, django_assert_num_queries
):
    entry = waiting(case_manager, programme)
    make.opened_file(case_manager, programme)
    OfferPlace(case_manager, entry, answer_by=SOON).execute()
    with django_assert_num_queries(3):
        found = {row.case_manager.pk: row.count for row in all_free_places()}
    assert found == {case_manager.pk: 8, colleague.pk: 10}
