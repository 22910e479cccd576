"""Keys: how they are written in the environment, and how a developer's own machine makes its own.

A ring is `id:base64[,id:base64…]`, newest first: the first key writes, all of them read. A key is 32 bytes.
"""

import base64
import binascii
import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


def parse_key(text):
    """The 32 bytes of one base64 key; raises ImproperlyConfigured for anything else."""
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ImproperlyConfigured("A key is not valid base64.") from error
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"A key must be {KEY_BYTES} bytes long.")
    return key


def parse_keyring(text):
    """{id: key} in writing order: ids are whole numbers, kept for ever, never reused."""
    ring = {}
    for part in text.split(","):
        identifier, separator, key = part.strip().partition(":")
        if not separator or not identifier.isdigit():
            raise ImproperlyConfigured("A key ring is written id:base64[,id:base64…].")
        if int(identifier) in ring:
            raise ImproperlyConfigured(f"Key id {identifier} stands twice in the ring.")
        ring[int(identifier)] = parse_key(key)
    return ring


def new_key():
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def local_environment(data_dir):
    """Secrets of a developer's own machine, made at first use and kept in `data_dir`/local-secrets.env."""
    path = Path(data_dir) / "local-secrets.env"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(
            path,
            {
                "PORTAL_SECRET_KEY": secrets.token_urlsafe(64),
                "PORTAL_FIELD_KEYS": f"1:{new_key()}",
                "PORTAL_INDEX_KEY": new_key(),
            },
        )
    return dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)


def _write_whole(path, values):
    """Appears complete or not at all, and the first writer wins: several commands start at the same time."""
    # mkstemp leaves the file readable by its owner alone.
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as stream:
            stream.writelines(f"{name}={value}\n" for name, value in values.items())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)
