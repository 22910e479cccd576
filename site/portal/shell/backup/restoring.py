"""Putting an archive back: everything is checked before anything is touched."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from portal.accounts.models import User
from portal.accounts.models.staff_session import StaffSession
from portal.audit.journal import record
from portal.shell.backup.archive import extract, verified_manifest
from portal.shell.backup.errors import BackupError
from portal.shell.backup.keys import open_samples, require_keys
from portal.shell.backup.making import ENGINES


def check_archive(path):
    """Every byte, the keys, the engine and the code's version; gives the manifest."""
    if not path.is_file():
        raise BackupError(f"Le fichier {path} n’existe pas.")
    manifest = verified_manifest(path)
    require_keys(manifest["keys"])
    if manifest["engine"] != connection.vendor:
        raise BackupError(f"L’archive vient de {manifest['engine']}, cette base est {connection.vendor}.")
    unknown = _unknown_migrations(manifest["migrations"])
    if unknown:
        raise BackupError(f"L’archive vient d’un portail plus récent ({unknown[0]}) : mettez-le à jour.")
    return manifest


def restore_backup(path, *, force=False):
    """Replaces the data of this machine by an archive's; gives (manifest, number of values opened)."""
    manifest = check_archive(path)
    if not force:
        _require_empty()
    engine = ENGINES[connection.vendor]
    folders = {"vault": Path(settings.VAULT_ROOT), "media": Path(settings.MEDIA_ROOT)}
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.DATA_DIR) as scratch:
        extract(path, manifest, Path(scratch))
        engine.load(Path(scratch) / engine.MEMBER, manifest["rows"])
        for name, target in folders.items():
            _swap(Path(scratch) / name, target)
    return manifest, _open_again(path)


def _unknown_migrations(applied):
    """Those that this code does not have; those of a package removed since are harmless."""
    loader = MigrationLoader(None)
    return [
        name
        for app, name in applied
        if app in loader.migrated_apps and (app, name) not in loader.disk_migrations
    ]


def _require_empty():
    """Nobody's work is overwritten by a restore typed on the wrong machine."""
    tables = connection.introspection.table_names()
    if tables and (User._meta.db_table not in tables or User.objects.exists()):
        raise BackupError("La base n’est pas vide. Pour remplacer ce qu’elle contient, ajoutez --force.")
    if any(path.is_file() for path in Path(settings.VAULT_ROOT).rglob("*")):
        raise BackupError("Le coffre contient déjà des fichiers. Pour le remplacer, ajoutez --force.")


def _swap(new, target):
    """Puts a folder in another's place; the former one stays beside it under another name."""
    former = target.with_name(f"{target.name}.before-restore")
    if former.exists():
        shutil.rmtree(former)
    if target.exists():
        target.replace(former)
    new.mkdir(exist_ok=True)
    new.replace(target)
    target.chmod(0o700 if target == Path(settings.VAULT_ROOT) else 0o750)


def _open_again(path):
    """What was restored is read once, nobody stays signed in from the past, and the journal says so."""
    connection.close()
    opened = open_samples()
    Session.objects.all().delete()
    StaffSession.objects.all().delete()
    record("backup.restored", target=path.name, details={"values_opened": opened})
    return opened
