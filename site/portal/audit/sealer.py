"""Chaining finished entries, aside from the pages that write them.

A page waits for nobody: it inserts its entry and goes. From time to time `seal_finished` hashes the entries
that no seal holds yet, with the digest of the seal before. `verify` finds what was altered, removed or moved
since.
"""

import hashlib
import json
from datetime import UTC, timedelta

from django.db import transaction
from django.utils import timezone

from portal.audit.models import JournalEntry, JournalSeal

# No transaction lasts this long: an entry with a lower number than a sealed one can only be this late.
LATE = timedelta(hours=1)
BATCH = 5000
FIELDS = ("id", "actor_id", "actor_roles", "action", "subject", "target", "reason", "details", "request_id")


def canonical(entry):
    """The bytes of an entry that its seal covers."""
    values = {name: getattr(entry, name) for name in FIELDS}
    values["recorded_at"] = entry.recorded_at.astimezone(UTC).isoformat()
    return json.dumps(values, sort_keys=True, default=str, ensure_ascii=True, separators=(",", ":")).encode()


def digest_of(previous, entries):
    """(digest, ranges, count) over entries in the order of their numbers."""
    digest, ranges, count = hashlib.sha256(previous.encode()), [], 0
    for entry in entries:
        digest.update(hashlib.sha256(canonical(entry)).digest())
        count += 1
        if ranges and ranges[-1][1] == entry.id - 1:
            ranges[-1][1] = entry.id
        else:
            ranges.append([entry.id, entry.id])
    return digest.hexdigest(), ranges, count


@transaction.atomic
def seal_finished():
    """Seal what no seal holds yet; returns the new seal, or None when there is nothing."""
    last = JournalSeal.objects.select_for_update().order_by("-id").first()
    entries = list(unsealed()[:BATCH])
    if not entries:
        return None
    previous = last.digest if last else ""
    digest, ranges, count = digest_of(previous, entries)
    return JournalSeal.objects.create(ranges=ranges, count=count, previous=previous, digest=digest)


def unsealed():
    """The entries that no seal holds yet, by number."""
    recent = JournalSeal.objects.filter(sealed_at__gte=timezone.now() - LATE)
    older = JournalSeal.objects.filter(sealed_at__lt=timezone.now() - LATE).order_by("-id").first()
    floor = max((last for _first, last in older.ranges), default=0) if older else 0
    entries = JournalEntry.objects.filter(id__gt=floor).order_by("id")
    for first, last in _merged(bounds for seal in recent for bounds in seal.ranges):
        entries = entries.exclude(id__range=(first, last))
    return entries


def _merged(ranges):
    """Ranges put in order and joined where they touch, so that the question to the database stays short."""
    merged = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(last, merged[-1][1])
        else:
            merged.append([first, last])
    return merged


def verify():
    """What is wrong with the journal, as a list of French sentences; an empty list when all is in place."""
    problems, previous = [], ""
    for seal in JournalSeal.objects.order_by("id").iterator():
        if seal.previous != previous:
            problems.append(f"Le sceau {seal.id} ne suit pas celui qui le précède.")
        digest, ranges, count = digest_of(seal.previous, _entries_of(seal))
        if (digest, ranges, count) != (seal.digest, seal.ranges, seal.count):
            problems.append(f"Le sceau {seal.id} ne correspond plus à ses {seal.count} écritures.")
        previous = seal.digest
    return problems


def _entries_of(seal):
    for first, last in seal.ranges:
        yield from JournalEntry.objects.filter(id__range=(first, last)).order_by("id").iterator()
