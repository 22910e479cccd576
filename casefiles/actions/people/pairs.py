"""What was said of two persons follows the one who is merged, and comes back when the merge is undone."""

import datetime

from django.db.models import Q

from casefiles.models import DistinctPersons, Person
from casefiles.models.distinct_persons import in_order
from portal.accounts.models import User


def carry_pairs(kept, merged):
    """« Merged and X are two » becomes « kept and X are two ». Returns what the way back needs.

    What was said of these two themselves goes away, and what was already said of `kept` stays as it was said.
    """
    moved, gone = [], []
    for pair in pairs_of(merged):
        other = other_of(pair, merged)
        if other == kept.pk or pair_between(kept.pk, other):
            gone.append(_written_down(pair, other))
            pair.delete()
        else:
            _name(pair, kept.pk, other)
            moved.append(str(pair.pk))
    return {"moved": moved, "gone": gone} if moved or gone else {}


def give_back_pairs(before, kept, merged):
    """Each pair names again whom it named; what was taken back meanwhile stays taken back."""
    for pair in pairs_of(kept).filter(pk__in=before.get("moved", ())):
        _name(pair, merged.pk, other_of(pair, kept))
    for said in before.get("gone", ()):
        other, by = stands_for(said["other"]), User.objects.filter(pk=said["by"]).first()
        if by is None or other in (None, merged.pk) or pair_between(merged.pk, other):
            continue
        first, second = in_order(merged.pk, other)
        DistinctPersons.objects.create(
            first_id=first,
            second_id=second,
            said_at=datetime.datetime.fromisoformat(said["said_at"]),
            by=by,
            reason=said["reason"] or None,
        )


def pairs_of(person):
    return DistinctPersons.objects.filter(Q(first=person) | Q(second=person)).order_by("said_at", "pk")


def pair_between(one, other):
    """What was said of these two keys, or None."""
    first, second = in_order(one, other)
    return DistinctPersons.objects.filter(first=first, second=second).select_related("by").first()


def other_of(pair, person):
    return pair.second_id if pair.first_id == person.pk else pair.first_id


def stands_for(key):
    """The key of who this person is now, past every merge; None when the person is no longer there."""
    person = Person.objects.filter(pk=key).first()
    while person is not None and person.merged_into_id is not None:
        person = person.merged_into
    return person and person.pk


def _name(pair, one, other):
    pair.first_id, pair.second_id = in_order(one, other)
    pair.save(update_fields=["first", "second"])


def _written_down(pair, other):
    return {
        "other": str(other),
        "said_at": pair.said_at.isoformat(),
        "by": str(pair.by_id),
        "reason": pair.reason or "",
    }
