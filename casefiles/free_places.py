"""Free places: neither held by a file nor kept for somebody to whom they were offered."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from casefiles.access import may_be_case_manager
from casefiles.models import Assignment, PlaceOffer, Programme


@dataclass(frozen=True)
class FreePlaces:
    """The places left in one programme at one case manager's."""

    programme: Any
    case_manager: Any
    count: int


def held_offers():
    """The offers that keep a place: open, or accepted and not yet a file."""
    return PlaceOffer.objects.filter(state__in=PlaceOffer.HELD, entry__left_on__isnull=True)


def free_places_of(case_manager, programme, *, but=None):
    """How many places this person has left to offer; `but` is a request whose own offer does not count."""
    taken = Assignment.objects.filter(
        case_manager=case_manager, programme=programme, ended_on__isnull=True
    ).count()
    return programme.capacity_per_case_manager - taken - kept_places_of(case_manager, programme, but=but)


def kept_places_of(case_manager, programme, *, but=None):
    """How many of this person's places are kept for somebody else than the sender of `but`."""
    kept = held_offers().filter(case_manager=case_manager, entry__programme=programme)
    return (kept.exclude(entry__referral=but) if but is not None else kept).count()


def is_promised(case_manager, referral):
    """Whether one of this person's places is kept for this very request."""
    if referral is None:
        return False
    return held_offers().filter(case_manager=case_manager, entry__referral=referral).exists()


def all_free_places():
    """Every case manager of every open programme who has places left, in three queries."""
    taken = Counter(
        Assignment.objects.filter(ended_on__isnull=True).values_list("programme_id", "case_manager_id")
    )
    kept = Counter(held_offers().values_list("entry__programme_id", "case_manager_id"))
    who = Programme.case_managers.through.objects.filter(
        programme__active=True, user__in=may_be_case_manager()
    )
    places = []
    for row in who.select_related("programme", "user").order_by("programme__name", "user__last_name", "pk"):
        key = (row.programme_id, row.user_id)
        left = row.programme.capacity_per_case_manager - taken[key] - kept[key]
        if left > 0:
            places.append(FreePlaces(row.programme, row.user, left))
    return places
