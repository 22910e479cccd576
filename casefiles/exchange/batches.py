"""The life of an import: announced, confirmed, written by short steps, or given up.

Until it is confirmed only the batch itself is stored. Writing goes by chunks, each with its own transaction,
under a claim that ends by itself: a page that is closed, or a process that dies, leaves whole chunks done and
the rest to do.
"""

import hashlib
import logging
from collections import Counter

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.crypto import salted_hmac

from casefiles.actions.base import Refused
from casefiles.exchange.dataset import SheetDataset, dataset_of
from casefiles.exchange.headings import find_headings
from casefiles.exchange.resources import RESOURCES
from casefiles.exchange.resources.base import WRITE_CHUNK
from casefiles.exchange.results import Outcome
from casefiles.models import ImportBatch, ImportRow
from portal.accounts.roles import Role
from portal.audit.journal import record
from portal.sheets import steps
from portal.sheets.cells import pack, unpack
from portal.sheets.sheet import Unreadable, read_sheet
from portal.sheets.steps import STEP_SECONDS
from portal.vault.storage import RefusedFile, delete_stored, open_stored, store

logger = logging.getLogger(__name__)

TO_WRITE = (Outcome.NEW, Outcome.CHANGED)


def batches_of(user):
    """The imports that this person may open: their own."""
    return ImportBatch.objects.filter(user=user)


def listed_for(user):
    """The imports whose trace this person sees: their own or, to coordinate and manage data, everyone's."""
    everyone = user.has_role(Role.COORDINATION, Role.DATA_OFFICER)
    found = ImportBatch.objects.all() if everyone else batches_of(user)
    return found.select_related("user").order_by("-created_at")


def row_counts(batch):
    """{kind: rows} as they stand now: a row refused while it was written counts as one to mend."""
    return dict(batch.rows.order_by().values_list("outcome").annotate(Count("pk")))


def prepare(user, target, upload, reason):
    """Read a file, store it sealed with what each row would become, and journal it. Raises Unreadable."""
    payload = upload.read()
    sheet = read_sheet(payload)
    resource = RESOURCES[target](user, reason=reason)
    headings = find_headings(sheet, resource.sheet_fields())
    dataset = dataset_of(sheet, headings)
    result = resource.import_data(dataset, dry_run=True)
    if not result.rows:
        raise Unreadable("Ce fichier n’a aucune ligne sous ses titres : il n’y a rien à importer.")
    with transaction.atomic():
        try:
            kept = store(upload, name=upload.name, kinds=("sheet", "delimited"), stored_by=user)
        except RefusedFile as refused:
            raise Unreadable(refused.message) from refused
        batch = ImportBatch.objects.create(
            target=target,
            user=user,
            reason=reason,
            file=kept,
            file_name=kept.name,
            sha256=hashlib.sha256(payload).hexdigest(),
            reading=_reading(sheet, headings, len(dataset) - len(result.rows)),
        )
    # Several short transactions: as long as the plan is empty nothing can be confirmed.
    for chunk in _chunks(result.rows):
        ImportRow.objects.bulk_create([_stored(batch, row) for row in chunk])
    with transaction.atomic():
        _announce(batch, result)
    return batch


def _reading(sheet, headings, examples):
    return {
        "source": sheet.source,
        "line": headings.line,
        "labels": headings.labels,
        "columns": {str(position): name for position, name in headings.columns.items()},
        "unknown": headings.unknown,
        "examples": examples,
    }


def _chunks(rows, size=500):
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _announce(batch, result):
    batch.counts, batch.plan = result.counts, plan_of(result)
    batch.save()
    _journal_reading(batch, result)


def _journal_reading(batch, result):
    details = {"target": batch.target, "rows": len(result.rows), **result.counts}
    record(
        "exchange.previewed", actor=batch.user, target=batch.short_id, reason=batch.reason, details=details
    )
    # Differences show what a file holds: whoever asks who read this file finds it here.
    read = {row.subject for row in result.rows if row.subject is not None and row.differences}
    for case_file in sorted(read, key=lambda case_file: case_file.reference):
        record(
            "exchange.compared",
            actor=batch.user,
            subject=case_file.pk,
            target=case_file.reference,
            reason=batch.reason,
            details={"import": batch.short_id},
        )


def plan_of(result):
    said = "|".join(row.fingerprint() for row in result.rows)
    return salted_hmac("casefiles.exchange.batch", said, algorithm="sha256").hexdigest()


def _stored(batch, row):
    return ImportRow(
        batch=batch,
        number=row.number,
        outcome=row.outcome,
        plan=row.fingerprint(),
        content={
            "subject": str(row.subject.pk) if row.subject is not None else "",
            "cells": [pack(cell) for cell in row.cells],
            "differences": [difference.as_dict() for difference in row.differences],
            "errors": row.errors_by_column,
            "warnings": row.warnings,
        },
    )


def confirm(batch, *, sha256, plan):
    """Start writing what was announced; False when the base has changed since: a fresh preview is stored.

    Whoever confirms the same batch a second time changes nothing.
    """
    if not (sha256 == batch.sha256 and plan == batch.plan):
        refresh(batch)
        return False
    if not refresh(batch):
        return False
    with transaction.atomic():
        started = ImportBatch.objects.filter(
            pk=batch.pk, state=ImportBatch.State.PREVIEWED, plan=plan
        ).update(state=ImportBatch.State.RUNNING, confirmed_at=timezone.now())
        if started:
            record(
                "exchange.imported",
                actor=batch.user,
                target=batch.short_id,
                reason=batch.reason,
                details={"target": batch.target, "sha256": batch.sha256, **batch.counts},
            )
    batch.refresh_from_db()
    return True


def refresh(batch):
    """Read the file again and compare with what was announced; True when nothing has changed."""
    batch.refresh_from_db()
    if not batch.is_previewed:
        return True
    try:
        payload = b"".join(open_stored(batch.file))
    except FileNotFoundError as error:
        logger.error("Stored file %s is missing from the vault", batch.file_id)
        raise Unreadable("Le fichier gardé a disparu : renvoyez-le.") from error
    if hashlib.sha256(payload).hexdigest() != batch.sha256:
        raise Unreadable("Le fichier gardé n’est plus celui qui a été envoyé : renvoyez-le.")
    sheet = read_sheet(payload)
    columns = {int(position): name for position, name in batch.reading["columns"].items()}
    resource = RESOURCES[batch.target](batch.user, reason=batch.reason)
    headings = find_headings(sheet, resource.sheet_fields())
    headings.columns = columns
    result = resource.import_data(dataset_of(sheet, headings), dry_run=True)
    if plan_of(result) == batch.plan:
        return True
    with transaction.atomic():
        held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if held.is_previewed:
            batch.rows.all().delete()
            ImportRow.objects.bulk_create([_stored(batch, row) for row in result.rows], batch_size=500)
            _announce(batch, result)
    return False


def discard(batch):
    """Give up an import that was not confirmed: the file and the rows are forgotten, the trace stays."""
    with transaction.atomic():
        changed = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.PREVIEWED).update(
            state=ImportBatch.State.DISCARDED
        )
        if not changed:
            raise Refused("Cet import est déjà confirmé : il ne peut plus être abandonné.", "confirmed")
        batch.refresh_from_db()
        _forget(batch)
        record(
            "exchange.discarded", actor=batch.user, target=batch.short_id, details={"target": batch.target}
        )


def _forget(batch):
    batch.rows.all().delete()
    stored, batch.file = batch.file, None
    batch.save()
    if stored is not None:
        delete_stored(stored)


def purge_expired():
    """Forget the files and rows of imports past their date; returns how many."""
    expired = ImportBatch.objects.filter(expires_at__lt=timezone.now(), file__isnull=False)
    count = 0
    for batch in expired.exclude(state=ImportBatch.State.RUNNING):
        with transaction.atomic():
            if batch.is_previewed:
                batch.state = ImportBatch.State.DISCARDED
            _forget(batch)
        count += 1
    return count


# --- writing -----------------------------------------------------------------------------------------------


def run_step(batch, *, seconds=STEP_SECONDS):
    """Write for a while. Returns True when this process held the batch, False when another one does."""
    return steps.run_step(batch, _write_chunk, seconds=seconds)


def _write_chunk(batch):
    """Write the next rows and say so in the same transaction; False when nothing is left."""
    rows = list(batch.rows.filter(outcome__in=TO_WRITE, written=False).order_by("number")[:WRITE_CHUNK])
    if not rows:
        _finish(batch)
        return False
    _write_rows(batch, rows)
    batch.save(update_fields=["results"])
    return True


def _write_rows(batch, rows):
    columns = {int(position): name for position, name in batch.reading["columns"].items()}
    dataset = SheetDataset(
        [(row.number, [unpack(cell) for cell in row.content["cells"]]) for row in rows],
        columns,
        from_text=batch.reading["source"].get("kind") == "csv",
    )
    resource = RESOURCES[batch.target](batch.user, reason=batch.reason)
    result = resource.import_data(dataset, expected={row.number: row.plan for row in rows})
    done = {row.number: row for row in result.rows}
    for row in rows:
        outcome = done[row.number]
        row.written, row.object_id = True, str(outcome.object_id or "")
        if outcome.outcome == Outcome.WRONG:
            row.outcome = Outcome.WRONG
            row.content = {**row.content, "errors": outcome.errors_by_column}
        row.save()
    batch.results = dict(Counter(batch.results) + Counter(str(done[row.number].outcome) for row in rows))


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
