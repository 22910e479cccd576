"""A portal with its demonstration and its static files, made once in a test run; who needs one copies it."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support import migrated

ROOT = Path(__file__).resolve().parents[2]


def made_once(shared):
    """The folder of a portal that nobody changes; the first process makes it, the others wait for it."""
    folder, made = shared / "demonstration", shared / "demonstration.made"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            migrated.copy_sqlite(folder / "portal.sqlite3")
            prepare(folder)
            made.touch()
    return folder


def prepare(folder, **variables):
    """What `make serve` does before it serves."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DJANGO"))
    }
    done = subprocess.run(
        [sys.executable, "-c", "from deploy.local.prepare import prepare; prepare()"],
        cwd=ROOT,
        env=environment | {"PORTAL_DATA_DIR": str(folder)} | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:]
