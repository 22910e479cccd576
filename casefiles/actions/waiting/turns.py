"""The turns of a waiting list: 1, 2, 3… without a hole, whatever the entries, moves and exits.

Whoever changes them holds the programme until its transaction ends, before the request and the entries: one
order for everybody, so nobody waits for each other in a circle. (Renumbering makes PostgreSQL look again at
the request of each entry: who held one of them while waiting for the programme would close the circle.)
"""

from django.db.models import F

from casefiles.models import Programme, WaitingEntry

# Far from any turn: rows pass through here while they are renumbered, as no turn may stand twice.
_ASIDE = 1_000_000


def hold_list(programme_id):
    """Keep the waiting list and the places of a programme for ourselves until the transaction ends."""
    # Without touching the key: who only refers to the programme does not wait.
    Programme.objects.select_for_update(no_key=True).only("pk").get(pk=programme_id)


def waiting_in(programme_id):
    """Those who wait, in their order."""
    return WaitingEntry.objects.filter(programme=programme_id, left_on__isnull=True).order_by("turn")


def close_gap(programme_id, turn):
    """Somebody left this turn: those behind step forward."""
    _shift(waiting_in(programme_id).filter(turn__gt=turn), by=-1)


def move(entry, turn):
    """Put somebody at another turn; those between make room."""
    here, others = entry.turn, waiting_in(entry.programme_id).exclude(pk=entry.pk)
    # Out of the way first: no turn may stand twice, not for a moment.
    WaitingEntry.objects.filter(pk=entry.pk).update(turn=2 * _ASIDE)
    if turn < here:
        _shift(others.filter(turn__gte=turn, turn__lt=here), by=1)
    else:
        _shift(others.filter(turn__gt=here, turn__lte=turn), by=-1)
    WaitingEntry.objects.filter(pk=entry.pk).update(turn=turn)
    entry.turn = turn


def _shift(rows, *, by):
    keys = list(rows.values_list("pk", flat=True))
    moved = WaitingEntry.objects.filter(pk__in=keys)
    moved.update(turn=F("turn") + _ASIDE)
    moved.update(turn=F("turn") - _ASIDE + by)
