"""Rows written by short steps, so that a page that is closed or a process that dies loses nothing.

Each chunk is one transaction, under a claim that ends by itself: two processes never write the same work at
once, and the next one goes on where whole chunks end.
"""

import time
import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone

# Renewed by each chunk, which takes less than a second: what a killed process held is free again soon.
CLAIM = timedelta(seconds=20)
# How long one request writes before it answers with its progress; the worker goes on from there.
STEP_SECONDS = 3
# How long one transaction goes on taking chunks: on SQLite everybody else waits for it.
HELD_SECONDS = 0.25
# How long others may wait for their turn to write.
OTHERS_WAIT_SECONDS = 0.5

_asked_to_end = ContextVar("asked_to_end", default=lambda: False)


@contextmanager
def ending_when(asked):
    """Within it, steps end between two chunks as soon as `asked()` is true."""
    token = _asked_to_end.set(asked)
    try:
        yield
    finally:
        _asked_to_end.reset(token)


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

    @property
    def is_at_work(self):
        """Whether rows are being written, or taken back."""
        return self.state in ("running", "undoing")


def to_be_done(works, states):
    """Those of `works` in one of these states that no process holds, the one left longest first."""
    return works.filter(_free(timezone.now()), state__in=states).order_by(
        F("claimed_until").asc(nulls_first=True), "confirmed_at"
    )


def run_step(work, write_some, *, seconds=STEP_SECONDS, state="running"):
    """Write for a while; True when this process held the work, False when another one does.

    `write_some(held)` writes the next rows and says whether there were any; it runs in one transaction, with
    the row of the work locked.
    """
    claim = _claim(work, state)
    if claim is None:
        return False
    deadline, others_waited_since = time.monotonic() + seconds, time.monotonic()
    try:
        while _write_chunks(work, claim, write_some, deadline) and time.monotonic() < deadline:
            if _asked_to_end.get()():
                break
            if time.monotonic() - others_waited_since > OTHERS_WAIT_SECONDS:
                _let_others_write()
                others_waited_since = time.monotonic()
    finally:
        type(work).objects.filter(pk=work.pk, claim=claim).update(claim=None, claimed_until=None)
    work.refresh_from_db()
    return True


def _claim(work, state):
    now, claim = timezone.now(), uuid.uuid4()
    mine = type(work).objects.filter(_free(now), pk=work.pk, state=state)
    return claim if mine.update(claim=claim, claimed_until=now + CLAIM) else None


def _free(now):
    return Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)


def _write_chunks(work, claim, write_some, deadline):
    """One transaction: a chunk, and others as long as nobody has waited long for it to end."""
    with transaction.atomic():
        held = type(work).objects.select_for_update().filter(pk=work.pk, claim=claim).first()
        if held is None:
            return False
        until = min(time.monotonic() + HELD_SECONDS, deadline)
        while write_some(held):
            if time.monotonic() >= until or _asked_to_end.get()():
                break
        else:
            return False
        held.claimed_until = timezone.now() + CLAIM
        held.save(update_fields=["claimed_until"])
    return True


def _let_others_write():
    """SQLite's waiting writers look again every tenth of a second: leave them one such moment."""
    if connection.vendor == "sqlite":
        time.sleep(0.1)
