"""A portal of its own for tests of commands: another process, another data folder, another database."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import environ
import psycopg
import pytest

from deploy.local import machine, postgres
from deploy.local.quality import production_environment

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

    def keys(self):
        return {name: self.environment[name] for name in ("PORTAL_FIELD_KEYS", "PORTAL_INDEX_KEY")}


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

    def empty(self):
        return None

    def copy(self, url):
        return None


class PostgresHouse:
    """Empty and copied databases, in one throw-away cluster."""

    def __init__(self, url):
        self.url = url
        where = environ.Env.db_url_config(url)
        self.options = {"host": where["HOST"], "port": where["PORT"], "user": where["USER"]}

    def empty(self, template="template1"):
        name = f"d{os.urandom(6).hex()}"
        with psycopg.connect(**self.options, dbname="portal", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"{self.url.removesuffix('portal')}{name}"

    def copy(self, url):
        return self.empty(template=url.rsplit("/", 1)[1])


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def house(request):
    """Where databases come from, once for each kind."""
    if request.param == "sqlite":
        yield SqliteHouse()
        return
    programs = machine.postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed.")
    with postgres.throwaway_cluster(programs) as url:
        yield PostgresHouse(url)


@pytest.fixture(scope="session")
def template_portal(house, fill, tmp_path_factory):
    """A migrated portal with a little of everything, made once and never changed."""
    portal = Portal(tmp_path_factory.mktemp("template"), house.empty())
    portal.manage("migrate", "--verbosity=0")
    portal.python(fill)
    return portal


@pytest.fixture
def source(house, template_portal, tmp_path):
    """A copy of it that a test may change."""
    folder = tmp_path / "source"
    shutil.copytree(template_portal.data, folder)
    copied = template_portal.environment.get("PORTAL_DATABASE_URL")
    return Portal(folder, copied and house.copy(copied), **template_portal.keys())
