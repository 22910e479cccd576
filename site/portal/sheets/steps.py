"""Rows written by short steps, so that a page that is closed or a process that dies loses nothing.

Each chunk is one transaction, under a claim that ends by itself: two processes never write the same work at
once, and the next one goes on where whole chunks end.
"""

import time
import uuid
from datetime import timedelta

from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

CLAIM = timedelta(seconds=60)
# How long one request writes before it answers with its progress.
STEP_SECONDS = 8


class WorkInSteps(models.Model):
    """Who is writing now, until when. The `state` of a work goes from "previewed" to "running" to "done"."""

    claim = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_previewed(self):
        return self.state == "previewed"

    @property
    def is_running(self):
        return self.state == "running"

    @property
    def is_done(self):
        return self.state == "done"


def run_step(work, write_some, *, seconds=STEP_SECONDS):
    """Write for a while; True when this process held the work, False when another one does.

    `write_some(held)` writes the next rows and says whether there were any; it runs in one transaction, with
    the row of the work locked.
    """
    claim = _claim(work)
    if claim is None:
        return False
    deadline = time.monotonic() + seconds
    try:
        while _write_chunk(work, claim, write_some) and time.monotonic() < deadline:
            _let_others_write()
    finally:
        type(work).objects.filter(pk=work.pk, claim=claim).update(claim=None, claimed_until=None)
    work.refresh_from_db()
    return True


def _claim(work):
    now, claim = timezone.now(), uuid.uuid4()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    taken = (
        type(work)
        .objects.filter(free, pk=work.pk, state="running")
        .update(claim=claim, claimed_until=now + CLAIM)
    )
    return claim if taken else None


def _write_chunk(work, claim, write_some):
    with transaction.atomic():
        held = type(work).objects.select_for_update().filter(pk=work.pk, claim=claim).first()
        if held is None or not write_some(held):
            return False
        held.claimed_until = timezone.now() + CLAIM
        held.save(update_fields=["claimed_until"])
    return True


def _let_others_write():
    """SQLite's waiting writers look again every tenth of a second: leave them one such moment."""
    if connection.vendor == "sqlite":
        time.sleep(0.1)
