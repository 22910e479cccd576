"""A file arrives: read, sealed in the vault, its columns matched to fields as far as they tell themselves."""

import hashlib
import logging

from django.db import transaction

from casefiles.exchange.batches import preview
from casefiles.exchange.batches.common import resource_of
from casefiles.exchange.headings import find_headings
from casefiles.models import ColumnMatching, ImportBatch
from portal.sheets.limits import TABLE
from portal.sheets.sheet import Unreadable, read_sheet
from portal.vault.storage import RefusedFile, delete_stored, open_stored, store

logger = logging.getLogger(__name__)
NO_ROW = "Ce fichier n’a aucune ligne sous ses titres : il n’y a rien à importer."


def prepare(user, target, upload, reason):
    """Take a file in; when its headings tell which field they are, announce its rows. Raises Unreadable."""
    payload = upload.read()
    sheet = read_sheet(payload)
    batch = ImportBatch(target=target, user=user, reason=reason, sha256=hashlib.sha256(payload).hexdigest())
    headings = find_headings(sheet, resource_of(batch).sheet_fields(), known=known_matching(user, target))
    batch.reading = {**facts_of(sheet), **headings.as_reading()}
    with transaction.atomic():
        try:
            kept = store(
                upload,
                name=upload.name,
                kinds=("sheet", "delimited"),
                stored_by=user,
                max_bytes=TABLE.max_bytes,
            )
        except RefusedFile as refused:
            raise Unreadable(refused.message) from refused
        batch.file, batch.file_name = kept, kept.name
        batch.save()
    if headings.is_complete:
        announce(batch, sheet)
    return batch


def facts_of(sheet):
    """What is kept of how a file was read."""
    return {"source": sheet.source, "width": sheet.width, "height": sheet.height}


def known_matching(user, target):
    """{heading: field} of the latest matching that this person kept, given the digest of the headings."""

    def known(headings):
        kept = ColumnMatching.objects.filter(owner=user, target=target, headings=headings)
        found = kept.order_by("-created_at").first()
        return found and found.columns

    return known


def announce(batch, sheet=None):
    """Store what each row would become. As long as nothing is published, nothing can be confirmed."""
    batch.chunks.all().delete()
    if not preview.announce_sheet(batch, sheet or read_again(batch)):
        kept = batch.file
        batch.delete()
        delete_stored(kept)
        raise Unreadable(NO_ROW)
    with transaction.atomic():
        preview.publish(batch)


def read_again(batch):
    """The sheet, from the file that was kept. Raises Unreadable."""
    try:
        payload = b"".join(open_stored(batch.file))
    except FileNotFoundError as error:
        logger.error("Stored file %s is missing from the vault", batch.file_id)
        raise Unreadable("Le fichier gardé a disparu : renvoyez-le.") from error
    if hashlib.sha256(payload).hexdigest() != batch.sha256:
        raise Unreadable("Le fichier gardé n’est plus celui qui a été envoyé : renvoyez-le.")
    return read_sheet(payload, batch.reading.get("text"))
