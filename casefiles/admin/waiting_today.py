"""Places that are free while somebody waits: whose, and to whom they are to be offered first."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from casefiles.access import may_distribute, visible_to
from casefiles.admin.short import Short
from casefiles.free_places import all_free_places, held_offers
from casefiles.models import WaitingEntry

SHOWN = 6
# Of each list, those one looks at: nobody offers more places than that in a day.
NEXT = 30


@dataclass(frozen=True)
class PlaceToOffer:
    """« Une place est libre chez X : proposer à … »"""

    programme: Any
    case_manager: Any
    count: int
    entry: Any
    days: int

    @property
    def referral(self):
        return self.entry.referral


def today_of(user, today):
    """Short of PlaceToOffer: one's own places, or everyone's for coordination. Five queries at most."""
    free = all_free_places()
    if not may_distribute(user):
        free = [places for places in free if places.case_manager.pk == user.pk]
    following = _next(user, {places.programme.pk for places in free}) if free else {}
    rows = []
    for places in free:
        queue = following.get(places.programme.pk, [])
        if queue:
            entry = queue.pop(0)
            days = (today - entry.entered_on).days
            rows.append(PlaceToOffer(places.programme, places.case_manager, places.count, entry, days))
    return Short(rows[:SHOWN], len(rows))


def _next(user, programmes):
    """{programme: those who wait for a place and to whom none is offered, next first}."""
    held = held_offers().filter(entry=OuterRef("pk"))
    rows = visible_to(user, WaitingEntry).filter(
        left_on__isnull=True, programme__in=programmes, turn__lte=NEXT + len(programmes)
    )
    rows = rows.filter(~Exists(held)).select_related("referral").order_by("turn")
    queues = defaultdict(list)
    for entry in rows:
        queues[entry.programme_id].append(entry)
    return queues
