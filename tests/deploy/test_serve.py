"""`make serve` from end to end: a folder to prepare, a first page, a kill, a second run.

The same `prepare` made, in an empty folder, the demonstration copied here: tests/support/demonstration.py.
"""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from deploy.local.machine import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 600


@contextmanager
def portal(data, port):
    """A running portal, with what it said until it was ready."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO"))
    }
    environment |= {"PORTAL_DATA_DIR": str(data), "PORT": str(port), "HOST": "127.0.0.1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "deploy.local", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    guard = threading.Timer(PATIENCE_SECONDS, process.kill)
    guard.start()
    try:
        process.said = _read_until_ready(process.stdout)
        yield process
    finally:
        guard.cancel()
        process.send_signal(signal.SIGINT)
        process.communicate()


def _read_until_ready(stream):
    said = ""
    for line in stream:
        said += line
        if "Ctrl-C arrête tout" in line:
            return said
    raise AssertionError(said)


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.status, answer.read().decode()


def wait_until_free(port):
    """Returns when nobody listens there any more; fails after half a minute."""
    pause = threading.Event()
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return
        pause.wait(0.1)
    raise AssertionError(f"somebody still listens on {port}")


def people(data):
    with closing(sqlite3.connect(data / "portal.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM accounts_user").fetchone()[0]


@pytest.fixture
def data(demonstration, tmp_path):
    """The demonstration, left by an older version of the code: its database is to be prepared again."""
    folder = tmp_path / "data"
    shutil.copytree(demonstration, folder)
    (folder / "stamps" / "content").unlink()
    return folder


def test_a_first_page_then_a_kill_then_the_same_data(data):
    port = free_port()
    with portal(data, port) as first:
        assert "Base de données" in first.said
        assert f"http://127.0.0.1:{port}/connexion/" in first.said
        status, page = get(port, "/")
        assert status == 200
        style = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
        assert get(port, style)[0] == 200
        assert get(port, "/orienter/")[0] == 200
        before = people(data)
        # Data of the first run, which the second must keep.
        with closing(sqlite3.connect(data / "portal.sqlite3")) as database, database:
            database.execute("UPDATE accounts_user SET first_name = 'Gardée' WHERE email = 'dpo@example.org'")
        first.kill()
        first.wait()
        wait_until_free(port)

    with portal(data, port) as second:
        assert "·" not in second.said, "a second run has nothing to prepare"
        assert get(port, "/")[0] == 200
        second.send_signal(signal.SIGINT)
        assert second.wait() == 0
        wait_until_free(port)

    with closing(sqlite3.connect(data / "portal.sqlite3")) as database:
        kept = database.execute("SELECT count(*) FROM accounts_user WHERE first_name = 'Gardée'").fetchone()[
            0
        ]
    assert (kept, people(data)) == (1, before)
