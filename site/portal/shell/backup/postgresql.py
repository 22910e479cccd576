"""PostgreSQL: its own pg_dump and pg_restore, at one snapshot and in one transaction."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection, transaction

from portal.shell.backup.errors import BackupError

MEMBER = "database.pgdump"
# One transaction: either the archive's database stands there, or the former one still does.
FRESH_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


def dump(folder):
    """Dumps in PostgreSQL's custom format; gives the dump's path and the row counts of the same instant."""
    copy = folder / MEMBER
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        rows = _count_rows(cursor)
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run("pg_dump", *options, f"--file={copy}")
    os.chmod(copy, 0o600)
    return copy, rows


def load(copy, expected_rows):
    """Replaces the whole schema by the dump's, or changes nothing."""
    _refuse_when_in_use()
    script = copy.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy), connect=False)
    connection.close()
    options = ["--single-transaction", "--set=ON_ERROR_STOP=1", "--no-psqlrc", "--quiet"]
    _run("psql", *options, "--command", FRESH_SCHEMA, "--file", str(script))
    with connection.cursor() as cursor:
        if _count_rows(cursor) != expected_rows:
            raise BackupError("La base restaurée n’a pas le nombre de lignes annoncé par l’archive.")


def program(name):
    """The path of one of PostgreSQL's client programs, the newest installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version, reverse=True)
    found = str(folders[0]) if folders else shutil.which(name)
    if not found:
        raise BackupError(f"Le programme {name} manque : installez le paquet postgresql-client.")
    return found


def _version(path):
    name = path.parents[1].name
    return int(name) if name.isdigit() else 0


def _run(name, *arguments, connect=True):
    result = subprocess.run(  # noqa: S603 - our own arguments
        [program(name), *arguments],
        env=os.environ | (_connection_environment() if connect else {}) | {"LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if result.returncode:
        raise BackupError(f"{name} a échoué : {result.stderr.strip()[-600:]}")


def _connection_environment():
    """Never on the command line, which every account of the machine can read."""
    keys = {"PGDATABASE": "NAME"} | {f"PG{key}": key for key in ("USER", "PASSWORD", "HOST", "PORT")}
    values = {name: str(connection.settings_dict[key]) for name, key in keys.items()}
    mode = connection.settings_dict["OPTIONS"].get("sslmode")
    return {name: value for name, value in values.items() if value} | ({"PGSSLMODE": mode} if mode else {})


def _refuse_when_in_use():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise BackupError("La base est utilisée : arrêtez le portail avant de restaurer.")


def _count_rows(cursor):
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    counts = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608 - our own tables
        counts[name] = cursor.fetchone()[0]
    return counts
