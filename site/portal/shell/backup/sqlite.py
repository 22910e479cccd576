"""SQLite: copied while people work, put back by one rename."""

import os
import shutil
import sqlite3
from pathlib import Path

from django.db import connection

from portal.shell.backup.errors import BackupError

MEMBER = "database.sqlite3"


def dump(folder):
    """Copies the database with SQLite's own online backup; gives the copy's path and its row counts."""
    copy = folder / MEMBER
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    source, target = sqlite3.connect(_path()), sqlite3.connect(copy)
    try:
        source.backup(target)
        # A copy without side files: it is one file of an archive.
        target.execute("PRAGMA journal_mode=DELETE")
        return copy, _count_rows(target)
    finally:
        source.close()
        target.close()


def load(copy, expected_rows):
    """Puts a copy in the database's place; the former one stays beside it under another name."""
    _check(copy, expected_rows)
    path = _path()
    former, incoming = (path.with_name(f"{path.name}.{end}") for end in ("before-restore", "incoming"))
    _leave(path)
    # A rename is atomic only inside one file system: the copy is first brought beside the database.
    shutil.copy(copy, incoming)
    if path.exists():
        path.replace(former)
    incoming.replace(path)


def _path():
    return Path(connection.settings_dict["NAME"])


def _check(copy, expected_rows):
    database = sqlite3.connect(copy)
    try:
        if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupError("La base contenue dans l’archive est abîmée.")
        if _count_rows(database) != expected_rows:
            raise BackupError("La base contenue dans l’archive n’a pas le nombre de lignes annoncé.")
    finally:
        database.close()


def _leave(path):
    """Folds the write-ahead log into the file, which SQLite allows only when nobody else has it open."""
    connection.close()
    if not path.exists():
        return
    database = sqlite3.connect(path, timeout=1)
    try:
        database.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise BackupError("La base est utilisée : arrêtez le portail avant de restaurer.") from error
    finally:
        database.close()


def _count_rows(database):
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - our own tables
        for (name,) in sorted(names.fetchall())
    }
