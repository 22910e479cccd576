"""A filled portal on each database, and a fresh copy of it for each measure."""

import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.local import machine
from tests.bench.casefiles.cluster import SERVING, Cluster

ROOT = Path(__file__).resolve().parents[3]
_FILL = """
import sys, pathlib, django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.bench.exchange import sheets
files, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
user = sheets.fill(files)
for name in sys.argv[3:]:
    rows = int(name)
    if not (path := folder / f"{rows}.xlsx").exists():
        sheets.write(path, rows, files)
        sheets.write(path.with_suffix(".changed.xlsx"), rows, files, minutes_more=1)
        sheets.write(path.with_suffix(".wrong.xlsx"), rows, files, wrong=True)
print(user.email)
"""


class Place:
    """`url` is a filled database that nothing changes; `copied()` gives one that a measure may change."""

    def __init__(self, kind, folder, url):
        self.kind, self.folder, self.url = kind, folder / kind, url
        self.folder.mkdir()
        self.numbers = itertools.count(1)

    def filled(self, files, sheets, sizes):
        self.email = self._python(
            "-c", _FILL, str(files), str(sheets), *map(str, sizes), url=self.url
        ).strip()

    def run(self, name, path):
        """What a measure tells, in a process of its own."""
        with self.copied() as url:
            said = self._python("-m", "tests.bench.exchange.measures", name, str(path), self.email, url=url)
        return said if name == "profile" else json.loads(said.splitlines()[-1])

    def start(self, *arguments, url):
        """A process of the portal on that database."""
        return subprocess.Popen(  # noqa: S603
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment(url),
            stdout=subprocess.PIPE,
            text=True,
        )

    def _python(self, *arguments, url):
        process = self.start(*arguments, url=url)
        said, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"{self.kind}: {arguments[-2:]} ended with {process.returncode}")
        return said

    def _environment(self, url):
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "PORTAL_DATA_DIR": str(self.folder),
            "PORTAL_DATABASE_URL": url,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        }


class SqlitePlace(Place):
    @contextlib.contextmanager
    def copied(self):
        path = self.folder / f"copy-{next(self.numbers)}.sqlite3"
        shutil.copyfile(self.url.removeprefix("sqlite:///"), path)
        yield f"sqlite:///{path}"
        for leftover in self.folder.glob(f"{path.name}*"):
            leftover.unlink()


class PostgresPlace(Place):
    @contextlib.contextmanager
    def copied(self):
        import environ
        import psycopg

        where, name = environ.Env.db_url_config(self.url), f"copy_{next(self.numbers)}"
        options = {"host": where["HOST"], "port": where["PORT"], "user": where["USER"], "dbname": "postgres"}
        with psycopg.connect(**options, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE portal")
            yield f"{self.url.removesuffix('portal')}{name}"
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def places(folder, kinds):
    """The Places of these kinds, those that this machine has."""
    with contextlib.ExitStack() as stack:
        found = []
        if "sqlite" in kinds:
            found.append(SqlitePlace("sqlite", folder, f"sqlite:///{folder}/template.sqlite3"))
        programs = machine.postgres_programs()
        if "postgresql" in kinds and programs:
            cluster = Cluster(folder / "cluster", programs)
            cluster.create()
            url = stack.enter_context(cluster.running(SERVING, fresh=True))
            found.append(PostgresPlace("postgresql", folder, url))
        yield found
