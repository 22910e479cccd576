"""One free place, eight people who offer it together: it is offered once. Without the trigger it is not."""

import pytest
from django.db import IntegrityError, connection

from casefiles import triggers
from casefiles.actions import MoveInWaitingList, OfferPlace, Refused
from casefiles.models import PlaceOffer, Programme, WaitingEntry
from portal.accounts.models import User
from tests.casefiles.actions.test_capacity_race import at_once
from tests.factories import casefiles as make
from tests.factories.waiting import waiting

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8
SOON = make.day(-7)


@pytest.fixture
def queue(case_manager, programme):
    Programme.objects.filter(pk=programme.pk).update(capacity_per_case_manager=1)
    return [waiting(case_manager, programme).pk for _number in range(THREADS)]


def offer_all(case_manager, queue):
    def offer(number, barrier):
        user, entry = User.objects.get(pk=case_manager.pk), WaitingEntry.objects.get(pk=queue[number])
        return OfferPlace(user, entry, answer_by=SOON).execute()

    return at_once(offer)


def test_one_place_is_offered_once_however_many_ask_together(case_manager, queue):
    outcomes = offer_all(case_manager, queue)
    assert [type(o) for o in outcomes if isinstance(o, Exception) and not isinstance(o, Refused)] == []
    assert sum(isinstance(outcome, PlaceOffer) for outcome in outcomes) == 1
    assert PlaceOffer.objects.filter(state="open").count() == 1


def carelessly(case_manager, queue):
    """Without care: everyone looks first, then everyone writes."""

    def offer(number, barrier):
        entry = WaitingEntry.objects.get(pk=queue[number])
        barrier.wait()
        return PlaceOffer.objects.create(
            entry=entry, case_manager=case_manager, offered_by=case_manager, answer_by=SOON
        )

    return at_once(offer)


def test_the_database_alone_keeps_it_once(case_manager, queue):
    outcomes = carelessly(case_manager, queue)
    assert sum(isinstance(outcome, PlaceOffer) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == THREADS - 1


def test_control_without_the_trigger_it_is_offered_to_everybody(case_manager, queue):
    with connection.schema_editor() as editor:
        triggers.drop_triggers(None, editor)
    try:
        carelessly(case_manager, queue)
        assert PlaceOffer.objects.filter(state="open").count() > 1
    finally:
        PlaceOffer.objects.all().delete()
        with connection.schema_editor() as editor:
            triggers.create_triggers(None, editor)


def test_turns_moved_together_stay_one_to_n(case_manager, queue):
    def move(number, barrier):
        entry = WaitingEntry.objects.get(pk=queue[number])
        return MoveInWaitingList(
            case_manager, entry, turn=1 + (number * 3) % THREADS, reason="Une raison"
        ).execute()

    outcomes = at_once(move)
    assert [type(o) for o in outcomes if isinstance(o, Exception) and not isinstance(o, Refused)] == []
    assert sorted(WaitingEntry.objects.values_list("turn", flat=True)) == list(range(1, THREADS + 1))
