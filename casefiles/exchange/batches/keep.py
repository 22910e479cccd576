"""How long an import is kept: given up by its author, or forgotten when its days are over."""

from django.db import transaction
from django.utils import timezone

from casefiles.actions.base import Refused
from casefiles.models import ImportBatch
from portal.audit.journal import record
from portal.vault.storage import delete_stored

_OPEN = (ImportBatch.State.MATCHING, ImportBatch.State.PREVIEWED)
_AT_WORK = (ImportBatch.State.RUNNING, ImportBatch.State.UNDOING)


def discard(batch):
    """Give up an import that was not confirmed: the file and the rows are forgotten, the trace stays."""
    with transaction.atomic():
        changed = ImportBatch.objects.filter(pk=batch.pk, state__in=_OPEN).update(
            state=ImportBatch.State.DISCARDED
        )
        if not changed:
            raise Refused("Cet import est déjà confirmé : il ne peut plus être abandonné.", "confirmed")
        batch.refresh_from_db()
        _forget(batch)
        record(
            "exchange.discarded", actor=batch.user, target=batch.short_id, details={"target": batch.target}
        )


def purge_expired():
    """Forget the files and rows of imports past their date; returns how many."""
    expired = ImportBatch.objects.filter(expires_at__lt=timezone.now(), file__isnull=False)
    count = 0
    for batch in expired.exclude(state__in=_AT_WORK):
        with transaction.atomic():
            if batch.state in _OPEN:
                batch.state = ImportBatch.State.DISCARDED
            _forget(batch)
        count += 1
    return count


def _forget(batch):
    batch.chunks.all().delete()
    stored, batch.file = batch.file, None
    batch.save()
    if stored is not None:
        delete_stored(stored)
