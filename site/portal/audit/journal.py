"""Writing to the journal."""

import hashlib
import hmac

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from portal.audit.actions import known_actions
from portal.audit.context import current_request_id
from portal.audit.models import JournalEntry
from portal.bulk.rows import insert_rows


class JournalUnavailable(Exception):
    """An entry could not be written: what it was to account for is not shown (503)."""


def record(action, *, actor=None, subject=None, target="", reason="", details=None):
    """Write one entry in the current transaction and return it.

    `action` is a declared code, `subject` the UUID of a case file, `target` a reference without a name,
    `reason` what the person gave as motive, `details` counts and codes. Raises if it cannot be written: what
    it was to account for must then not be shown (JournalUnavailable, answered with a 503).
    """
    if action not in known_actions():
        raise ValueError(f"Undeclared journal action: {action}")
    if actor is not None and not actor.is_authenticated:
        actor = None
    try:
        return JournalEntry.objects.create(
            action=action,
            actor=actor,
            actor_roles=",".join(sorted(actor.roles)) if actor else "",
            subject=subject,
            target=target,
            reason=reason,
            details=details or {},
            request_id=current_request_id(),
        )
    except DatabaseError as error:
        raise JournalUnavailable("The journal could not be written.") from error


def record_many(action, entries, *, actor=None, reason=""):
    """Write one entry for each (subject, target, details), in one go and in the current transaction."""
    if action not in known_actions():
        raise ValueError(f"Undeclared journal action: {action}")
    now, request_id = timezone.now(), current_request_id()
    actor_id, roles = (actor.pk, ",".join(sorted(actor.roles))) if actor else (None, "")
    names = [
        "recorded_at",
        "actor",
        "actor_roles",
        "action",
        "subject",
        "target",
        "reason",
        "details",
        "request_id",
    ]
    rows = [
        (now, actor_id, roles, action, subject, target, reason, details, request_id)
        for subject, target, details in entries
    ]
    try:
        insert_rows(JournalEntry, names, rows)
    except DatabaseError as error:
        raise JournalUnavailable("The journal could not be written.") from error


def fingerprint(text):
    """A short keyed hash of what was searched, so that equal searches can be told without being read."""
    return hmac.new(settings.PORTAL_INDEX_KEY, f"search|{text}".encode(), hashlib.sha256).hexdigest()[:16]
