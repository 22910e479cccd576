"""A whole portal for the journeys: its own folder and database, the demo, gunicorn, and a real browser.

The journeys talk to it through the browser only, as people do. Nothing here touches Django in this process.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from tests.journeys.beside import Beside
from tests.journeys.browser import Person, launch
from tests.journeys.windows import Windows
from tests.support.demonstration import prepare

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_itemcollected(item):
    item.add_marker(pytest.mark.journey)


class Portal:
    """A running portal: its address and its management commands."""

    def __init__(self, folder, database_url, port):
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")},
            "PORTAL_DATA_DIR": str(folder),
            "PORTAL_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "PORT": str(port),
        }
        self.beside = None

    def ask(self, *arguments):
        """As `manage`, of a Django that stays until the last journey."""
        self.beside = self.beside or Beside(ROOT, self.environment)
        return self.beside.manage(*arguments)

    def rest(self):
        if self.beside:
            self.beside.leave()
        self.beside = None

    def manage(self, *arguments):
        done = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    def serve(self):
        # The last connection to close writes SQLite's journal back into the file: it did, after each page.
        url = self.environment["PORTAL_DATABASE_URL"]
        kept = f"{url}{'&' if '?' in url else '?'}CONN_MAX_AGE=600"
        return subprocess.Popen(  # noqa: S603
            [
                sys.executable,
                *("-m", "gunicorn", "--pythonpath", "site", "--workers", "1", "--threads", "4"),
                *("--bind", self.address.removeprefix("http://"), "portal.wsgi"),
            ],
            cwd=ROOT,
            env=self.environment | {"PORTAL_DATABASE_URL": kept},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self, process, seconds=30):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(self.address + "/sante", timeout=2)  # noqa: S310
                return
            time.sleep(0.2)  # a poll of the server's start, not of a result
        raise AssertionError("The portal did not start.")


@pytest.fixture(scope="session")
def portal(request):
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: the browser journeys were left out.")
    folder = Path(tempfile.mkdtemp(prefix="portal-journeys-"))
    portal = Portal(folder, journey_database(folder), free_port())
    if portal.environment["PORTAL_DATABASE_URL"].startswith("postgres"):
        prepare(folder, PORTAL_DATABASE_URL=portal.environment["PORTAL_DATABASE_URL"])
    else:
        shutil.copytree(request.getfixturevalue("demonstration"), folder, dirs_exist_ok=True)
    # The pages learn the port of this portal.
    portal.manage("setup_portal")
    process = portal.serve()
    try:
        portal.wait(process)
        yield portal
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


# Closed with the last journey: its event loop would forbid the database to the tests after it.
@pytest.fixture(scope="package")
def chromium():
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: the browser journeys were left out.")
    with launch(CHROMIUM) as browser:
        yield browser


@pytest.fixture(scope="session")
def signed_in_states():
    """The cookies of each role that has signed in: a code serves once, nobody signs in twice in a hurry."""
    return {}


@pytest.fixture(scope="package")
def windows(portal, chromium, signed_in_states):
    yield Windows(chromium, portal.address, signed_in_states)
    portal.rest()


@pytest.fixture
def person(portal, windows):
    """Opens a browser for somebody: `person()` a visitor, `person("referente@example.org")` staff."""
    people = []

    def arrive(email=None, *, width=1280):
        someone = Person(portal, windows, email=email, width=width)
        people.append(someone)
        return someone

    yield arrive
    for someone in people:
        someone.leave()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def journey_database(folder):
    """A fresh database beside the one of the test run, on the same server."""
    url = os.environ.get("PORTAL_DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{folder / 'portal.sqlite3'}"
    import psycopg

    name = f"journeys_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, query = url.partition("?")
    fresh = f"{head.rsplit('/', 1)[0]}/{name}"
    return f"{fresh}?{query}" if query else fresh
