"""Databases migrated once for a whole test run, beside the checks of the code; tests start from copies.

A test run without them, `pytest tests/…` typed by hand, migrates its own: see tests/support/migrated.py.
"""

import contextlib
import os
import tempfile
from pathlib import Path

from deploy.local.children import beside
from deploy.local.console import Stop, ending
from deploy.local.project import PYTHON, ROOT

# The variables by which tests learn of them: a file, the URL of a database on a throw-away server.
SQLITE, POSTGRESQL = "MIGRATED_SQLITE", "MIGRATED_POSTGRESQL"


@contextlib.contextmanager
def being_migrated(cluster_url):
    """Starts migrating; gives a function that waits for the end and tells the variables to hand to pytest."""
    with tempfile.TemporaryDirectory(prefix="portal-migrated-") as folder, contextlib.ExitStack() as children:
        places = {SQLITE: f"sqlite:///{folder}/migrated.sqlite3"}
        if cluster_url:
            places[POSTGRESQL] = cluster_url
        running = [children.enter_context(_migrate(url, folder)) for url in places.values()]

        def wait():
            for process in running:
                output, _ = process.communicate()
                if process.returncode:
                    raise Stop(f"« manage.py migrate » a échoué :\n\n{ending(output)}")
            return places | {SQLITE: str(Path(folder) / "migrated.sqlite3")}

        yield wait


def _migrate(url, folder):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    settings = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "PORTAL_DATABASE_URL": url,
        "TMPDIR": folder,
    }
    return beside([str(PYTHON), "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=inherited | settings)
