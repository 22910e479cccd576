"""A portal of its own for tests of commands: another process, another data folder, another database."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import environ
import psycopg
import pytest

from deploy.local import machine, postgres
from deploy.local.quality import production_environment
from tests.support import migrated

ROOT = Path(__file__).resolve().parents[2]


class Portal:
    """Runs commands of the portal with production settings, as an operator does."""

    def __init__(self, folder, database_url=None, **variables):
        self.data = folder
        self.environment = production_environment(str(folder)) | variables
        if database_url:
            self.environment["PORTAL_DATABASE_URL"] = database_url

    def run(self, *arguments, **variables):
        return subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | variables,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def manage(self, *arguments, **variables):
        """The output of a command that must succeed."""
        result = self.run(*arguments, **variables)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def python(self, code):
        """What a few lines print inside the portal."""
        return self.manage("shell", "--no-imports", "-c", code).strip()

    def ask(self, sql):
        """The rows that the database gives, without starting the portal."""
        if url := self.environment.get("PORTAL_DATABASE_URL"):
            opened = psycopg.connect(**_server_of(url), dbname=url.rsplit("/", 1)[1])
        else:
            opened = sqlite3.connect(self.data / "portal.sqlite3")
        with closing(opened), opened:
            return opened.execute(sql).fetchall()

    def keys(self):
        return {name: self.environment[name] for name in ("PORTAL_FIELD_KEYS", "PORTAL_INDEX_KEY")}


def _server_of(url):
    where = environ.Env.db_url_config(url)
    return {"host": where["HOST"], "port": where["PORT"], "user": where["USER"]}


@pytest.fixture
def portal_at(tmp_path):
    """portal_at("name", database_url): an empty portal in a folder of that name."""

    def make(name, database_url=None, **variables):
        folder = tmp_path / name
        folder.mkdir()
        return Portal(folder, database_url, **variables)

    return make


class SqliteHouse:
    """Empty and copied databases, as files in the data folder."""

    kind, is_migrated = "sqlite", migrated.SQLITE in os.environ

    def empty(self):
        return None

    def migrated(self, folder):
        migrated.copy_sqlite(folder / "portal.sqlite3")

    def copy(self, url):
        return None


class PostgresHouse:
    """Empty and copied databases, in one throw-away cluster."""

    kind, is_migrated = "postgresql", migrated.POSTGRESQL in os.environ

    def __init__(self, url):
        self.url, self.options = url, _server_of(url)

    def empty(self, template="template1"):
        name = f"d{os.urandom(6).hex()}"
        with psycopg.connect(**self.options, dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"{self.url.removesuffix('portal')}{name}"

    def migrated(self, folder):
        return self.empty(migrated.postgresql_name() or "template1")

    def copy(self, url):
        return self.empty(template=url.rsplit("/", 1)[1])


@pytest.fixture(scope="session")
def houses(fill, tmp_path_factory):
    """houses(kind): where databases come from, a portal that never changes, the folder of its backup.

    Not a parametrized fixture: in random order pytest would make it anew at each change of kind.
    """
    ready = {}
    with ExitStack() as stack:

        def get(kind):
            if kind not in ready:
                house = SqliteHouse() if kind == "sqlite" else PostgresHouse(_server(stack))
                folder = tmp_path_factory.mktemp("template")
                template = Portal(folder, house.migrated(folder))
                if not house.is_migrated:
                    template.manage("migrate", "--verbosity=0")
                template.python(fill)
                backups = tmp_path_factory.mktemp("backups")
                template.manage("backup", str(backups))
                ready[kind] = house, template, backups
            return ready[kind]

        yield get


def _server(stack):
    if shared := migrated.postgresql_url():
        return shared
    programs = machine.postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed.")
    return stack.enter_context(postgres.throwaway_cluster(programs))


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request, houses):
    return houses(request.param)[0]


@pytest.fixture
def source(house, houses, tmp_path):
    """A copy of the portal made once, which a test may change."""
    template = houses(house.kind)[1]
    folder = tmp_path / "source"
    shutil.copytree(template.data, folder)
    copied = template.environment.get("PORTAL_DATABASE_URL")
    return Portal(folder, copied and house.copy(copied), **template.keys())
