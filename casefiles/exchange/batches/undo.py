"""An import is taken back: each row undone, or kept because somebody touched it since; said before doing."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from casefiles.actions.base import Refused
from casefiles.exchange.batches.common import resource_of
from casefiles.models import ImportBatch
from portal.audit.journal import record
from portal.sheets import steps

BACK, KEPT = "back", "kept"


@dataclass(frozen=True)
class Kept:
    """A row that stays as it is, and why."""

    line: int
    object_id: str
    why: str


def may_be_undone(batch):
    """Only what was written whole, as long as what it takes to undo it is kept."""
    return batch.is_done and batch.chunks.exists()


def preview_undo(batch):
    """(rows that would be taken back, [Kept]), asked of the base as it stands; changes nothing."""
    resource, back, kept = resource_of(batch), 0, []
    for chunk in batch.chunks.order_by("number").only("undo").iterator(chunk_size=1):
        reasons = resource.take_back(chunk.undo).reasons() if chunk.undo else {}
        back += len(chunk.undo) - len(reasons)
        kept += [Kept(line, pk, reasons[pk]) for line, pk, *_rest in chunk.undo if pk in reasons]
    return back, kept


def ask_undo(batch, *, reason=""):
    """Start taking back. Raises Refused."""
    with transaction.atomic():
        held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if not may_be_undone(held):
            raise Refused("Cet import ne peut pas, ou plus, être repris.", "not_undoable")
        held.state, held.undo_asked_at = ImportBatch.State.UNDOING, timezone.now()
        held.undo_reason = reason
        held.save()
        record(
            "exchange.undo_asked",
            actor=held.user,
            target=held.short_id,
            reason=reason,
            details={"target": held.target},
        )
    batch.refresh_from_db()


def undo_step(batch, *, seconds=steps.STEP_SECONDS):
    """Take back for a while; True when this process held the batch."""
    resource = resource_of(batch)

    def undo_some(held):
        resource.batch = held
        # The last written first: what a row changed again goes back through the same states.
        chunk = held.chunks.filter(undone=False).order_by("-number").first()
        if chunk is None:
            _finish(held)
            return False
        _undo_chunk(held, chunk, resource)
        return True

    return steps.run_step(batch, undo_some, seconds=seconds, state=ImportBatch.State.UNDOING)


def _undo_chunk(batch, chunk, resource):
    kept = resource.take_back(chunk.undo).execute() if chunk.undo else {}
    lines = {line: index for index, line in enumerate(chunk.content["lines"])}
    for line, pk, *_rest in chunk.undo:
        if pk in kept:
            finding = chunk.findings.setdefault(str(lines[line]), _empty())
            finding["kept"] = kept[pk]
    chunk.undone = True
    chunk.save(update_fields=["findings", "undone"])
    counted = {BACK: len(chunk.undo) - len(kept), KEPT: len(kept)}
    batch.undo_results = dict(Counter(batch.undo_results) + Counter(counted))
    batch.save(update_fields=["undo_results"])


def _empty():
    return {"errors": {}, "warnings": [], "differences": [], "subject": "", "object": ""}


def _finish(batch):
    batch.state, batch.undone_at = ImportBatch.State.UNDONE, timezone.now()
    batch.save()
    record(
        "exchange.undone",
        actor=batch.user,
        target=batch.short_id,
        reason=batch.undo_reason,
        details={"target": batch.target, **batch.undo_results},
    )
