"""The life of a dropped spreadsheet: read and kept sealed, confirmed, received line by line, or given up.

Nothing is created before somebody confirms. Lines are then received by short steps, each line once for ever:
a page that is closed or a process that dies leaves whole lines done, and the rest to do.
"""

import hashlib
import logging

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from content.typography import french
from forms.admin.spreadsheets.twins import earlier, find_twins, said_of
from forms.models import SheetImport, SheetImportRow, Submission
from forms.readers.xlsx.reading import read_xlsx
from forms.receiving import AlreadySent, NotStored, content_hash, receive
from portal.accounts.roles import Role
from portal.audit.journal import record
from portal.crypto.blind_index import blind_index
from portal.sheets import steps
from portal.sheets.cells import pack
from portal.sheets.sheet import Unreadable
from portal.vault.storage import RefusedFile, delete_stored, store

logger = logging.getLogger(__name__)
Outcome, State = SheetImportRow.Outcome, SheetImport.State
WRITE_CHUNK = 20
_ASSESSMENT = "Ce tableur est celui d’un bilan : un bilan se remplit dans le dossier de la personne."
_NOT_STORED = (
    "Cette ligne n’a pas pu être enregistrée, rien n’a été créé pour elle. Redéposez-la un peu plus tard, "
    "avec les lignes à corriger."
)


class AlreadyDropped(Exception):
    """The very same file was dropped before: `first` is that import."""

    def __init__(self, first):
        super().__init__(first.short_id)
        self.first = first


class Refused(Exception):
    """What was asked cannot be done any more; `message` says why, in French."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


def imports_of(user):
    """The imports that this person may open: her own; everyone's to coordinate."""
    everyone = SheetImport.objects.select_related("user")
    return everyone if user.has_role(Role.COORDINATION) else everyone.filter(user=user)


def row_counts(batch):
    """{outcome: lines} as they stand now."""
    return dict(batch.rows.order_by().values_list("outcome").annotate(Count("pk")))


# --- reading -----------------------------------------------------------------------------------------------
def prepare(user, upload):
    """Read a file, keep it sealed with what each line says, journal it. Raises Unreadable, AlreadyDropped."""
    payload = upload.read()
    file_hash = blind_index("forms.source", hashlib.sha256(payload).hexdigest())
    _refuse_again(file_hash)
    sheets = read_xlsx(payload)
    if any(sheet.version.definition.kind == "assessment" for sheet in sheets):
        raise Unreadable(_ASSESSMENT)
    rows = _rows_of(sheets)
    find_twins(rows)
    try:
        with transaction.atomic():
            return _keep(user, upload, file_hash, sheets, rows)
    except RefusedFile as refused:
        raise Unreadable(refused.message) from refused
    except IntegrityError:
        # The other click of a double click was quicker.
        _refuse_again(file_hash)
        raise


def _refuse_again(file_hash):
    first = SheetImport.objects.select_related("user").filter(file_hash=file_hash).first()
    if first is not None:
        raise AlreadyDropped(first)


def _rows_of(sheets):
    lines = [(index, sheet, line) for index, sheet in enumerate(sheets) for line in sheet.lines]
    return [
        SheetImportRow(
            place=place,
            sheet=index,
            number=line.number,
            version=sheet.version,
            outcome=Outcome.WRONG if line.read.errors else Outcome.READY,
            content={
                "reference": line.reference,
                "cells": [pack(cell) for cell in line.cells],
                "answers": {} if line.read.errors else line.read.answers,
                "errors": line.read.errors,
                "warnings": line.read.warnings,
                "twin": "",
            },
            content_hash="" if line.read.errors else content_hash(sheet.version, line.read.answers),
        )
        for place, (index, sheet, line) in enumerate(lines)
    ]


def _keep(user, upload, file_hash, sheets, rows):
    kept = store(upload, name=upload.name, kinds=("sheet",), stored_by=user)
    counts = {outcome: sum(row.outcome == outcome for row in rows) for outcome in Outcome.values}
    batch = SheetImport.objects.create(
        user=user,
        file=kept,
        file_name=kept.name,
        file_hash=file_hash,
        reading={"sheets": [_reading(sheet) for sheet in sheets]},
        counts=counts,
    )
    for row in rows:
        row.batch = batch
    SheetImportRow.objects.bulk_create(rows, batch_size=500)
    versions = sorted({sheet.version.stamp for sheet in sheets})
    record(
        "form.sheet_read",
        actor=user,
        target=batch.short_id,
        details={"versions": versions, "lines": len(rows), **counts},
    )
    return batch


def _reading(sheet):
    return {
        "name": sheet.name,
        "version": sheet.version.pk,
        "names": {str(position): name for position, name in sheet.names.items()},
        "extra": {str(position): heading for position, heading in sheet.extra.items()},
        "headings": {str(position): heading for position, heading in sheet.headings.items()},
        "told": [french(said) for said in sheet.told],
    }


# --- deciding ----------------------------------------------------------------------------------------------
def confirm(batch, *, with_twins=False):
    """Let the lines in; whoever confirms a second time changes nothing."""
    with transaction.atomic():
        started = SheetImport.objects.filter(pk=batch.pk, state=State.PREVIEWED).update(
            state=State.RUNNING, with_twins=with_twins, confirmed_at=timezone.now()
        )
        if started:
            record(
                "form.sheet_confirmed",
                actor=batch.user,
                target=batch.short_id,
                details={"with_twins": with_twins, **batch.counts},
            )
    batch.refresh_from_db()


def discard(batch):
    """Give up what was not confirmed: the file and the lines are forgotten, the trace stays."""
    with transaction.atomic():
        changed = SheetImport.objects.filter(pk=batch.pk, state=State.PREVIEWED).update(state=State.DISCARDED)
        if not changed:
            raise Refused("Ce tableur est déjà confirmé : il ne peut plus être abandonné.")
        batch.refresh_from_db()
        _forget(batch)
        record("form.sheet_discarded", actor=batch.user, target=batch.short_id)


def _forget(batch):
    batch.rows.all().delete()
    stored, batch.file, batch.file_hash, batch.file_name, batch.reading = batch.file, None, None, "", {}
    batch.expires_at = None
    batch.save()
    if stored is not None:
        delete_stored(stored)


# --- receiving ---------------------------------------------------------------------------------------------
def run_step(batch, *, seconds=steps.STEP_SECONDS):
    """Receive lines for a while; True when this process held the batch, False when another one does."""
    return steps.run_step(batch, _receive_some, seconds=seconds)


def _receive_some(batch):
    rows = to_receive(batch).select_related("version__definition")[:WRITE_CHUNK]
    for row in rows:
        _receive_row(batch, row)
        row.save(update_fields=["outcome", "submission", "content"])
    if not rows:
        _finish(batch)
    return bool(rows)


def to_receive(batch):
    """The lines still to be received, in the order of the file."""
    wanted = [Outcome.READY, Outcome.TWIN] if batch.with_twins else [Outcome.READY]
    return batch.rows.filter(outcome__in=wanted).order_by("place")


def _receive_row(batch, row):
    """One line becomes one submission, or says why not. The same line of the same file is received once."""
    nonce_hash = blind_index("forms.nonce", f"xlsx|{batch.file_hash}|{row.sheet}|{row.number}")
    if not batch.with_twins:
        first = earlier(row.version, [row.content_hash]).get(row.content_hash)
        # Since the preview, the same answers may have come in another way; our own line is no twin.
        if first is not None and first.nonce_hash != nonce_hash:
            row.outcome = Outcome.TWIN
            row.content = {**row.content, "twin": said_of(first)}
            return
    try:
        row.submission = receive(
            row.version,
            row.content["answers"],
            nonce_hash=nonce_hash,
            channel=Submission.Channel.XLSX,
            sent_by=batch.user,
        )
        row.outcome = Outcome.CREATED
    except (NotStored, AlreadySent):
        logger.exception("A line of spreadsheet %s could not be stored", batch.short_id)
        row.outcome = Outcome.WRONG
        row.content = {**row.content, "errors": {"": _NOT_STORED}}


def _finish(batch):
    batch.state, batch.finished_at = State.DONE, timezone.now()
    batch.save(update_fields=["state", "finished_at"])
    record("form.sheet_done", actor=batch.user, target=batch.short_id, details=row_counts(batch))


def progress_of(batch):
    """(lines done, lines to do) of what was confirmed."""
    done = batch.rows.filter(outcome=Outcome.CREATED).count()
    return done, done + to_receive(batch).count()


# --- forgetting ---------------------------------------------------------------------------------------------
def purge_expired():
    """Forget what waited too long, and what lines said once they are received; returns how many imports."""
    expired = SheetImport.objects.filter(expires_at__lt=timezone.now()).exclude(state=State.RUNNING)
    count = 0
    for batch in expired:
        with transaction.atomic():
            _tidy(batch)
        count += 1
    return count


def _tidy(batch):
    """An original stays as long as something was made of it."""
    received = batch.rows.filter(submission__isnull=False)
    if not received.exists():
        if batch.is_previewed:
            batch.state = State.DISCARDED
        _forget(batch)
        return
    batch.rows.filter(submission=None).delete()
    for row in received:
        row.content = {}
        row.save(update_fields=["content"])
    batch.expires_at = None
    batch.save(update_fields=["expires_at"])
