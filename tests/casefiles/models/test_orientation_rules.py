"""What the database refuses by itself on the waiting list, on places offered and on merged persons."""

import datetime

import pytest
from django.db import IntegrityError

from casefiles.actions import (
    AnswerOffer,
    CloseFile,
    MergePersons,
    MoveInWaitingList,
    OfferPlace,
    TakeOffWaitingList,
)
from casefiles.models import ExitReason, PlaceOffer, Programme, WaitingEntry
from tests.factories import casefiles as make
from tests.factories.waiting import waiting
from tests.support.raw_sql import copy_row, update_row

pytestmark = pytest.mark.django_db

BEFORE = datetime.date(2000, 1, 1)
SOON = make.day(-7)


def refused():
    return pytest.raises(IntegrityError)


@pytest.fixture
def first(case_manager, programme):
    return waiting(case_manager, programme)


@pytest.fixture
def second(case_manager, programme, first):
    return waiting(case_manager, programme)


class TestTurns:
    def test_one_turn_for_two(self, first, second):
        with refused():
            update_row(second, turn=1)

    def test_a_turn_before_the_first(self, first):
        with refused():
            update_row(first, turn=0)

    def test_the_list_of_another_programme(self, first):
        other = Programme.objects.create(name="Autre (exemple)", slug="autre", file_prefix="AU")
        with refused():
            update_row(first, programme_id=other.pk)

    def test_no_list_at_all(self, first):
        with refused():
            update_row(first, programme_id="= NULL")

    def test_who_left_gives_the_turn_back(self, first, second, case_manager):
        TakeOffWaitingList(case_manager, first.referral, reason="À revoir").execute()
        assert WaitingEntry.objects.filter(turn=1).count() == 2


class TestMoves:
    @pytest.fixture
    def move(self, second, case_manager):
        return MoveInWaitingList(case_manager, second, turn=1, reason="Une raison").execute()

    def test_a_move_that_goes_nowhere(self, move):
        with refused():
            update_row(move, to_turn=2)

    def test_a_move_to_no_turn(self, move):
        with refused():
            update_row(move, to_turn=0)

    def test_a_move_that_nobody_signed(self, move):
        with refused():
            update_row(move, by_id="= NULL")


class TestOffers:
    @pytest.fixture
    def offer(self, first, case_manager):
        return OfferPlace(case_manager, first, answer_by=SOON).execute()

    def test_two_open_offers_to_one_person(self, offer, colleague):
        with refused():
            copy_row(offer, case_manager_id=colleague.pk)

    def test_one_place_offered_twice(self, offer, second):
        Programme.objects.update(capacity_per_case_manager=1)
        with refused():
            copy_row(offer, entry_id=second.pk)

    def test_a_place_that_a_file_has_taken(self, second, first, case_manager, programme):
        offer = OfferPlace(case_manager, first, answer_by=SOON).execute()
        AnswerOffer(case_manager, offer, state="declined").execute()
        make.opened_file(case_manager, programme)
        Programme.objects.update(capacity_per_case_manager=1)
        with refused():
            copy_row(offer, entry_id=second.pk, state="open", answered_at="= NULL", answered_by_id="= NULL")

    def test_to_somebody_who_waits_no_longer(self, offer, second, case_manager):
        TakeOffWaitingList(case_manager, second.referral, reason="À revoir").execute()
        with refused():
            copy_row(offer, entry_id=second.pk)

    def test_leaving_while_an_offer_is_open(self, offer, first, case_manager):
        with refused():
            update_row(first, left_on=make.day(), left_by_id=case_manager.pk, outcome="back")

    def test_an_answer_without_its_date(self, offer):
        with refused():
            update_row(offer, state="declined")

    def test_an_answer_before_the_offer(self, offer, case_manager):
        with refused():
            update_row(offer, state="declined", answered_at=make.moment(9), answered_by_id=case_manager.pk)

    def test_an_answer_nobody_knows(self, offer, case_manager):
        with refused():
            update_row(offer, state="lost", answered_at=make.moment(-1), answered_by_id=case_manager.pk)

    def test_a_declined_offer_taken_up_again(self, offer, case_manager):
        AnswerOffer(case_manager, offer, state="declined").execute()
        with refused():
            update_row(offer, state="accepted")

    def test_an_offer_given_to_somebody_else(self, offer, second):
        with refused():
            update_row(offer, entry_id=second.pk)

    def test_saying_no_frees_the_place(self, offer, second, case_manager):
        Programme.objects.update(capacity_per_case_manager=1)
        AnswerOffer(case_manager, offer, state="declined").execute()
        copy_row(offer, entry_id=second.pk)
        assert PlaceOffer.objects.count() == 2


class TestMerges:
    @pytest.fixture
    def two(self, case_manager, programme):
        kept, other = (make.opened_file(case_manager, programme) for _number in range(2))
        CloseFile(
            case_manager, other, reason=ExitReason.objects.first(), note="Sortie fictive, avant la fin."
        ).execute()
        return kept.person, other.person

    @pytest.fixture
    def merge(self, two, coordination):
        return MergePersons(coordination, two[0], merged=two[1], reason="Même carte").execute()

    def test_a_person_merged_into_herself(self, two):
        kept, _other = two
        kept.case_files.all().delete()
        with refused():
            update_row(kept, merged_into_id=kept.pk)

    def test_a_merged_person_who_keeps_files(self, two):
        with refused():
            update_row(two[1], merged_into_id=two[0].pk)

    def test_a_file_given_to_a_merged_person(self, merge, two):
        with refused():
            update_row(two[0].case_files.first(), person_id=two[1].pk)

    def test_a_file_opened_for_a_merged_person(self, merge, two):
        with refused():
            copy_row(
                two[0].case_files.exclude(closed_on=None).get(),
                person_id=two[1].pk,
                reference="HT-1",
                referral_id="= NULL",
            )

    def test_a_merge_with_oneself(self, merge):
        with refused():
            update_row(merge, merged_id=merge.kept_id)

    def test_one_person_merged_twice_at_once(self, merge):
        with refused():
            copy_row(merge)

    def test_an_undoing_that_nobody_signed(self, merge):
        with refused():
            update_row(merge, undone_at=make.moment(-1))

    def test_an_undoing_before_the_merge(self, merge, coordination):
        with refused():
            update_row(merge, undone_at=make.moment(9), undone_by_id=coordination.pk)
