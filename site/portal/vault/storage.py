"""Encrypted files: keeping, reading, forgetting.

The bytes reach the disk (fsync) before the row that names them is committed: a row never names a missing
file. A file without a row (its transaction was given up) is swept by housekeeping after a day.
"""

import hashlib
import os
import re
import time
import unicodedata
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from portal.vault.chunks import read_chunks, write_chunks
from portal.vault.kinds import in_words, recognise
from portal.vault.models import StoredFile

MAX_BYTES = 10 * 1024 * 1024
ORPHAN_SECONDS = 24 * 3600


class RefusedFile(Exception):
    """A file we do not take; `message` says in French what was wrong and what to do."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


# Enough for the name of a kind that stands behind the head of an archive.
HEAD_BYTES = 128


def store(file, *, name, kinds, stored_by=None, max_bytes=MAX_BYTES):
    """Encrypt a Django file (`.size`, `.read`, `.seek`) of one of these kinds; returns its StoredFile.

    Raises RefusedFile when it is empty, too heavy or not what it should be.
    """
    if not file.size:
        raise RefusedFile("Ce fichier est vide.")
    if file.size > max_bytes:
        raise RefusedFile(f"Ce fichier est trop lourd : {max_bytes // (1024 * 1024)} Mo au plus.")
    file.seek(0)
    found = recognise(file.read(HEAD_BYTES), kinds)
    if found is None:
        raise RefusedFile(f"Ce fichier n’est pas du type attendu ({in_words(kinds)}).")
    content_type, extension = found
    stored = StoredFile(
        name=clean_name(name, extension),
        content_type=content_type,
        size=file.size,
        sha256=_digest(file),
        stored_by=stored_by,
    )
    _write(file, stored)
    stored.save()
    return stored


def open_stored(stored):
    """Yield the clear bytes of a stored file, chunk by chunk."""
    with path_of(stored.id).open("rb") as source:
        yield from read_chunks(source, stored.id)


def delete_stored(stored):
    """Forget a file: its row now, its bytes once the transaction holds."""
    path = path_of(stored.id)
    stored.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def sweep_orphans():
    """Remove files that no row names and that are more than a day old; returns how many."""
    removed, limit = 0, time.time() - ORPHAN_SECONDS
    for path in Path(settings.VAULT_ROOT).glob("??/*"):
        if path.stat().st_mtime < limit and not _is_named(path):
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def path_of(file_id):
    text = str(file_id)
    return Path(settings.VAULT_ROOT) / text[:2] / text


def clean_name(name, extension):
    """A harmless name: no path, no control or direction mark, the extension its content deserves."""
    base = unicodedata.normalize("NFC", str(name)).replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(character for character in base if unicodedata.category(character)[0] != "C")
    base = re.sub(r'[<>:"|?*]', "_", base).rsplit(".", 1)[0].strip(" .") or "document"
    return f"{base[:150]}.{extension}"


def _is_named(path):
    try:
        return StoredFile.objects.filter(pk=path.name).exists()
    except ValidationError:  # not a UUID: a file cut off while being written
        return False


def _digest(file):
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(64 * 1024), b""):
        digest.update(chunk)
    return digest.hexdigest()


def _write(file, stored):
    path = path_of(stored.id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.seek(0)
    write_sealed(file, path, stored.id)


def write_sealed(source, path, file_id):
    """Seal a stream with the newest key; the file has its name only once it is whole and on the disk."""
    partial = path.with_name(path.name + ".part")
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
        write_chunks(source, target, file_id)
        target.flush()
        os.fsync(target.fileno())
    partial.rename(path)
