"""Database, demonstration content, static files: each made once, and again only when its inputs changed."""

import contextlib
import fcntl
import os

from deploy.local.children import beside
from deploy.local.console import Stop, ending, run_quietly, step
from deploy.local.project import DATA_DIR, PYTHON, ROOT, Stamp, files_of_rooms, fingerprint, local_settings

LOCK_FILE = ROOT / "requirements.lock"


def prepare():
    """Brings the data folder to the state the code expects. What is already there is kept."""
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    with _alone(), _static_files():
        _fill_database()


def prepare_if_empty():
    """For a command beside a running portal: it takes the data as they are."""
    if not _has_database():
        prepare()


@contextlib.contextmanager
def _alone():
    """Two terminals never prepare the same folder at once; a killed one leaves nothing behind."""
    with (DATA_DIR / ".preparing").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _static_files():
    """Collects beside what follows: compressing a thousand files keeps a second processor busy."""
    stamp = Stamp("static", fingerprint([*files_of_rooms(_is_static), LOCK_FILE]))
    if stamp.is_current() and (DATA_DIR / "static").is_dir():
        yield
        return
    command = _manage("collectstatic", "--noinput", "--clear", "--verbosity=0")
    with beside(command, cwd=ROOT, env=local_settings()) as collecting:
        yield
        with step("Fichiers statiques"):
            output, _ = collecting.communicate()
            if collecting.returncode:
                raise Stop(f"« manage.py collectstatic » a échoué :\n\n{ending(output)}")
    stamp.write()


def _fill_database():
    database = os.environ.get("PORTAL_DATABASE_URL", "")
    stamp = Stamp("content", fingerprint([*files_of_rooms(_is_code), LOCK_FILE], database))
    if not stamp.is_current() or not _has_database():
        with step("Base de données et contenu de démonstration"):
            run_quietly(_manage("setup_portal", "--migrate", "--demo"), cwd=ROOT, env=local_settings())
        stamp.write()


def _manage(*arguments):
    return [str(PYTHON), "manage.py", *arguments]


def _is_code(path):
    # Templates and styles change nothing in the database: who draws a page does not wait for it.
    return path.suffix not in (".html", ".css", ".js", ".pyc") and "static" not in path.parts


def _is_static(path):
    return "static" in path.parts


def _has_database():
    return "PORTAL_DATABASE_URL" in os.environ or (DATA_DIR / "portal.sqlite3").exists()
