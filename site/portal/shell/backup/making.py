"""Making an archive."""

import shutil
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.audit.journal import record
from portal.shell.backup import postgresql, sqlite
from portal.shell.backup.archive import new_archive
from portal.shell.backup.errors import BackupError
from portal.shell.backup.keys import proof_of_keys

NAME = "portail-%Y%m%dT%H%M%SZ.tar"
PATTERN = "portail-????????T??????Z.tar"
ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def make_backup(folder):
    """Writes one archive of everything into a folder; gives its path."""
    folder = Path(folder)
    if not folder.is_dir():
        raise BackupError(f"Le dossier {folder} n’existe pas.")
    _sweep_unfinished(folder)
    made_at = timezone.now()
    path = folder / made_at.strftime(NAME)
    if path.exists():
        raise BackupError(f"{path} existe déjà.")
    # The database first: a file added after it is one too many, a file missing would be a loss.
    with tempfile.TemporaryDirectory(prefix=".portail-", dir=folder) as scratch, new_archive(path) as archive:
        copy, rows = ENGINES[connection.vendor].dump(Path(scratch))
        archive.add(copy.name, copy)
        archive.add_tree("vault", settings.VAULT_ROOT)
        archive.add_tree("media", settings.MEDIA_ROOT)
        archive.close(_manifest(made_at, rows))
        count = len(archive.files)
    record("backup.made", target=path.name, details={"files": count, "bytes": path.stat().st_size})
    return path


def _manifest(made_at, rows):
    return {
        "format": 1,
        "made_at": made_at.isoformat(),
        "tenant": settings.PORTAL_TENANT,
        "engine": connection.vendor,
        "migrations": sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations()),
        "keys": proof_of_keys(),
        "rows": rows,
    }


def _sweep_unfinished(folder):
    """What a backup that was killed left behind, once it is a day old."""
    for path in folder.glob(".portail-*"):
        if path.stat().st_mtime < time.time() - 24 * 3600:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def forget_old(folder, days):
    """Deletes archives older than so many days, never the newest one; gives the names deleted."""
    limit = (timezone.now() - timedelta(days=days)).strftime(NAME)
    old = [path for path in sorted(Path(folder).glob(PATTERN))[:-1] if path.name < limit]
    for path in old:
        path.unlink()
    return [path.name for path in old]
