"""Files joined to a form: sealed as soon as they arrive, forgotten after a day when the form is never sent.

A file belongs to one sending, known by the nonce of its page: nobody else can name it in an answer. The same
file joined twice to the same question of the same sending (a double click) is one file.
"""

import datetime
import hashlib
import uuid
from dataclasses import dataclass

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from forms.models import Attachment, Submission
from portal.vault.storage import delete_stored, store

KINDS = ("pdf", "image")
MAX_BYTES = 10 * 1024 * 1024
KEPT_UNSENT = datetime.timedelta(days=1)
_SOURCE_SALT = "forms.source-file"


def keep(file, *, token, key, stored_by=None):
    """The Attachment of a file posted for the question `key`; raises RefusedFile (portal.vault.storage)."""
    identity = _identity(file, token, key)
    kept = Attachment.objects.filter(pk=identity).first()
    if kept is not None:
        return kept
    try:
        with transaction.atomic():
            stored = store(file, name=file.name, kinds=KINDS, stored_by=stored_by, max_bytes=MAX_BYTES)
            return Attachment.objects.create(pk=identity, stored_file=stored, nonce_hash=token.nonce_hash)
    except IntegrityError:
        # The other click was quicker; the bytes just written have no row and are swept.
        return Attachment.objects.get(pk=identity)


def _identity(file, token, key):
    digest = hashlib.sha256(f"{token.nonce_hash}|{key}|".encode())
    file.seek(0)
    for chunk in iter(lambda: file.read(64 * 1024), b""):
        digest.update(chunk)
    return uuid.UUID(bytes=digest.digest()[:16])


def joined_to(token, names):
    """{identifier: Attachment} of these identifiers that belong to this sending, sent or not."""
    wanted = [name for name in names if _is_identifier(name)]
    found = Attachment.objects.filter(pk__in=wanted, nonce_hash=token.nonce_hash).select_related(
        "stored_file"
    )
    return {str(attachment.pk): attachment for attachment in found}


def _is_identifier(name):
    try:
        return bool(uuid.UUID(str(name)))
    except ValueError:
        return False


def forget(attachment):
    """Take an unsent file away: its row, its bytes once that holds."""
    with transaction.atomic():
        if Attachment.objects.filter(pk=attachment.pk, submission=None).delete()[0]:
            delete_stored(attachment.stored_file)


def forget_unsent():
    """The daily chore: files of forms that were never sent; returns how many."""
    old = Attachment.objects.filter(
        submission=None, created_at__lt=timezone.now() - KEPT_UNSENT
    ).select_related("stored_file")
    forgotten = 0
    for attachment in old:
        forget(attachment)
        forgotten += 1
    return forgotten


# --- the original that answers were read from ---------------------------------------------------------------
@dataclass(frozen=True)
class Source:
    """What `receive` is told of the file (PDF, scan…) that the answers on the page were read from."""

    stored_file: object
    source_hash: str
    channel: str


def keep_source(stored_file, source_hash, *, token, channel=Submission.Channel.PDF):
    """The signed text that a page carries, so that the original follows its answers until they are sent.

    Give it to `page(…, source=…)`. Once sent, the stored file is Submission.source; never sent, it is swept.
    """
    kept = Attachment.objects.create(stored_file=stored_file, nonce_hash=token.nonce_hash)
    return signing.dumps([str(kept.pk), source_hash, str(channel)], salt=_SOURCE_SALT)


def source_of(text, token):
    """The Source that a page carried, or None. Its file is None when it was sent or swept meanwhile."""
    try:
        identifier, source_hash, channel = signing.loads(text or "", salt=_SOURCE_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    kept = Attachment.objects.filter(pk=identifier, nonce_hash=token.nonce_hash).first()
    return Source(kept.stored_file if kept else None, source_hash, channel)
