"""Confirmed, an import is written by short steps: whole steps stay when it stops, the rest is still to do."""

from collections import Counter

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Length
from django.utils import timezone

from casefiles.exchange.batches import chunks as stored
from casefiles.exchange.batches import preview
from casefiles.exchange.batches.common import reader_of, resource_of
from casefiles.exchange.resources.base import CHANGED_MEANWHILE
from casefiles.exchange.results import LETTERS, TO_WRITE, Outcome
from casefiles.models import ImportBatch
from portal.audit.journal import record
from portal.bulk.quiet import no_collector
from portal.sheets import steps

_LETTERS_TO_WRITE = {LETTERS[outcome] for outcome in TO_WRITE}


def confirm(batch, *, sha256, plan):
    """Start writing what was announced; False when the base has changed since: a fresh preview is stored.

    Whoever confirms the same batch a second time changes nothing.
    """
    with transaction.atomic():
        held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        done = held.is_previewed and _start(held, sha256, plan)
        accepted = done or held.confirmed_at is not None
    batch.refresh_from_db()
    return accepted


def _start(batch, sha256, plan):
    if resource_of(batch).has_moved(batch):
        preview.announce_again(batch)
        if stored.plan_of(batch) != batch.plan:
            preview.publish(batch)
            return False
    if not (sha256 == batch.sha256 and plan == batch.plan):
        return False
    batch.state, batch.confirmed_at = ImportBatch.State.RUNNING, timezone.now()
    batch.save()
    record(
        "exchange.imported",
        actor=batch.user,
        target=batch.short_id,
        reason=batch.reason,
        details={"target": batch.target, "sha256": batch.sha256, **batch.counts},
    )
    return True


def run_step(batch, *, seconds=steps.STEP_SECONDS):
    """Write for a while. Returns True when this process held the batch, False when another one does."""
    return steps.run_step(batch, Writer(batch), seconds=seconds)


class Writer:
    """Writes the next rows each time it is called; False when nothing is left."""

    def __init__(self, batch):
        self.resource = resource_of(batch)
        self.reader = reader_of(batch, self.resource)

    def __call__(self, batch):
        chunk = (
            batch.chunks.annotate(size=Length("outcomes"))
            .filter(done__lt=F("size"))
            .order_by("number")
            .first()
        )
        if chunk is None:
            self.resource.ended(batch)
            _finish(batch)
            return False
        self.resource.batch = batch
        start, end = chunk.done, _end(chunk, self.resource)
        with no_collector():
            rows = self._write(chunk, start, end)
        chunk.done = end
        chunk.save(update_fields=["outcomes", "findings", "undo", "done"])
        counted = Counter(str(row.outcome) for row in rows)
        batch.results = dict(Counter(batch.results) + counted)
        batch.save(update_fields=["results"])
        return True

    def _write(self, chunk, start, end):
        """The rows of this stretch that were to be written, with what became of them."""
        announced = {
            index: chunk.outcomes[index]
            for index in range(start, end)
            if chunk.outcomes[index] in _LETTERS_TO_WRITE
        }
        if not announced:
            return []
        lines = stored.lines_of(chunk, start, end)
        self.resource.seen = {}
        rows = self.resource.plan(
            [lines[index - start] for index in announced], self.reader, stored.decided_in(chunk)
        )
        for index, row in zip(announced, rows, strict=True):
            _refuse_if_moved(row, announced[index], chunk.findings.get(str(index)))
        chunk.undo = [*chunk.undo, *self.resource.write_rows(rows)]
        _keep_refusals(chunk, dict(zip(announced, rows, strict=True)))
        return rows


def _end(chunk, resource):
    """Where this stretch ends: as much as one transaction may write."""
    most, cost, index = resource.write_chunk, 0, chunk.done
    while index < len(chunk.outcomes) and cost < most:
        cost += min(resource.change_cost, most) if chunk.outcomes[index] == LETTERS[Outcome.CHANGED] else 1
        index += 1
    return index


def _refuse_if_moved(row, letter, finding):
    """What is written is what was shown: a row that has become something else since is left, and said."""
    now = row.finding()
    same = LETTERS[row.outcome] == letter and (now == finding or row.outcome == Outcome.NEW)
    if not same:
        row.errors_by_column = {}
        row.wrong("", CHANGED_MEANWHILE)


def _keep_refusals(chunk, rows):
    letters = list(chunk.outcomes)
    for index, row in rows.items():
        if row.outcome == Outcome.WRONG:
            letters[index] = LETTERS[Outcome.WRONG]
            chunk.findings[str(index)] = row.finding()
    chunk.outcomes = "".join(letters)


def _finish(batch):
    batch.state, batch.finished_at = ImportBatch.State.DONE, timezone.now()
    batch.save()
    record(
        "exchange.import_ended",
        actor=batch.user,
        target=batch.short_id,
        details={"target": batch.target, **batch.results},
    )


def progress_of(batch):
    """(rows done, rows to do) of what was to be written."""
    total = sum(batch.counts.get(outcome, 0) for outcome in TO_WRITE)
    return sum(batch.results.values()), total


def pace_of(batch, now=None):
    """(rows a second, seconds left) of an import that is being written; None as long as nothing tells."""
    done, total = progress_of(batch)
    passed = ((now or timezone.now()) - batch.confirmed_at).total_seconds()
    if not done or passed <= 0:
        return None
    return done / passed, (total - done) * passed / done
