"""The archive: an ordinary tar file, its manifest last, then one line that authenticates every byte.

`tar -tf` lists it and `sha256sum` agrees with its manifest without any key; only who holds the field keys can
make or alter one without being found out.
"""

import hashlib
import hmac
import io
import json
import os
import re
import tarfile
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from portal.crypto.cipher import newest_key_id
from portal.shell.backup.errors import BackupError

MANIFEST = "manifest.json"
TRAILER = "heberge-toit-archive 1 key={key:010d} hmac={mac}\n"
TRAILER_PATTERN = re.compile(rb"heberge-toit-archive 1 key=(\d{10}) hmac=([0-9a-f]{64})\n")
TRAILER_BYTES = len(TRAILER.format(key=0, mac="0" * 64))
BLOCK = 1024 * 1024


def _authenticator(key_id):
    key = settings.PORTAL_FIELD_KEYS.get(key_id)
    if key is None:
        raise BackupError(
            f"La clé {key_id} n’est pas dans PORTAL_FIELD_KEYS : cette archive ne peut pas être vérifiée."
        )
    derived = hmac.new(key, b"archive", hashlib.sha256).digest()
    return hmac.new(derived, digestmod=hashlib.sha256)


class _Authenticated(io.RawIOBase):
    """Passes bytes on to a file and takes them into account for the last line."""

    def __init__(self, target):
        self.target = target
        self.key_id = newest_key_id()
        self.mac = _authenticator(self.key_id)

    def writable(self):
        return True

    def write(self, data):
        self.mac.update(data)
        self.target.write(data)
        return len(data)

    def trailer(self):
        return TRAILER.format(key=self.key_id, mac=self.mac.hexdigest()).encode()


class ArchiveWriter:
    """Adds files one after the other; what was added is named, measured and digested in the manifest."""

    def __init__(self, tar):
        self.tar = tar
        self.files = {}

    def add(self, name, path):
        """Add a file of the disk; one that was deleted meanwhile is left out."""
        try:
            source = Path(path).open("rb")  # noqa: SIM115 - closed two lines below
        except FileNotFoundError:
            return
        with source:
            info = self._info(name, os.fstat(source.fileno()))
            digest = _Digesting(source)
            self.tar.addfile(info, digest)
        self.files[name] = {"sha256": digest.sha256.hexdigest(), "size": info.size}

    def add_tree(self, prefix, folder):
        """Add every file under a folder, those still being written left out."""
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.suffix != ".part":
                self.add(f"{prefix}/{path.relative_to(folder).as_posix()}", path)

    def close(self, manifest):
        text = json.dumps(manifest | {"files": self.files}, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mtime, info.mode = len(text), int(time.time()), 0o600
        self.tar.addfile(info, io.BytesIO(text))

    def _info(self, name, stat):
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = stat.st_size, int(stat.st_mtime), stat.st_mode & 0o777
        return info


class _Digesting:
    def __init__(self, source):
        self.source = source
        self.sha256 = hashlib.sha256()

    def read(self, size=-1):
        data = self.source.read(size)
        self.sha256.update(data)
        return data


@contextmanager
def new_archive(path):
    """Yields an ArchiveWriter; the file has its name only once it is whole and on the disk."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            stream = _Authenticated(target)
            with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                yield ArchiveWriter(tar)
            target.write(stream.trailer())
            target.flush()
            os.fsync(target.fileno())
        partial.rename(path)
        _sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def _sync_folder(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def verified_manifest(path):
    """Reads every byte; gives the manifest, or raises BackupError when a single bit has changed."""
    size = path.stat().st_size - TRAILER_BYTES
    with path.open("rb") as source:
        source.seek(max(size, 0))
        found = TRAILER_PATTERN.fullmatch(source.read())
        if found is None:
            raise BackupError("Ce fichier n’est pas une archive du portail, ou il lui manque la fin.")
        mac = _authenticator(int(found[1]))
        source.seek(0)
        while size:
            block = source.read(min(BLOCK, size))
            mac.update(block)
            size -= len(block)
    if not hmac.compare_digest(mac.hexdigest().encode(), found[2]):
        raise BackupError("L’archive est abîmée ou a été modifiée : rien n’a été restauré.")
    with tarfile.open(path) as tar:
        return json.load(tar.extractfile(MANIFEST))


def extract(path, manifest, folder):
    """Writes every file of a verified archive under a folder, checking each digest on the way."""
    with tarfile.open(path) as tar:
        for member in tar:
            if member.name != MANIFEST:
                _extract_one(tar, member, manifest["files"][member.name], folder)


def _extract_one(tar, member, expected, folder):
    target = (folder / member.name).resolve()
    if not member.isfile() or not target.is_relative_to(folder.resolve()):
        raise BackupError(f"L’archive contient une entrée inattendue : {member.name}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = _Digesting(tar.extractfile(member))
    with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, member.mode), "wb") as stream:
        while block := digest.read(BLOCK):
            stream.write(block)
        stream.flush()
        os.fsync(stream.fileno())
    if digest.sha256.hexdigest() != expected["sha256"]:
        raise BackupError(f"Le contenu de {member.name} ne correspond pas à son empreinte.")
