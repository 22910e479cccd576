"""`make test`: lint, then the tests on SQLite, then on PostgreSQL where it is installed."""

import contextlib
import os
import shlex
import signal
import subprocess
import tempfile

from deploy.local import machine, postgres
from deploy.local.children import beside
from deploy.local.console import say, step
from deploy.local.environment import DEVELOPMENT, ensure
from deploy.local.migrated import being_migrated
from deploy.local.project import PYTHON, ROOT
from deploy.local.quality import lint

# pytest's exit code when ARGS names only tests that need no database.
NOTHING_TO_RUN = 5


def test():
    """Runs everything that this machine can run; gives an exit code."""
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, signal.default_int_handler)
    ensure(DEVELOPMENT)
    programs = machine.postgres_programs()
    with _cluster(programs) as cluster_url, being_migrated(cluster_url) as migrated, _being_read() as read:
        say("Contrôles")
        failed = [f"contrôle {name}" for name in lint()]
        databases = migrated()
        read.communicate()
        failed += _tests(programs, cluster_url, databases)
    if failed:
        say(f"\nÀ corriger : {', '.join(failed)}.")
    return 1 if failed else 0


def _cluster(programs):
    return postgres.throwaway_cluster(programs) if programs else contextlib.nullcontext()


def _tests(programs, cluster_url, migrated):
    """Runs pytest on each database; gives what failed."""
    journeys = machine.chromium() is not None
    _say_what_is_left_out(programs, journeys)
    failed = []
    say("Tests sur SQLite")
    if _pytest(migrated, *([] if journeys else ["-m", "not journey"])):
        failed.append("tests sur SQLite")
    if programs:
        say(f"Tests sur PostgreSQL {postgres.version(programs)}")
        server = {"PORTAL_DATABASE_URL": cluster_url}
        code = _pytest(migrated | server, "--ignore=tests/deploy", "-m", "database and not journey")
        if code not in (0, NOTHING_TO_RUN):
            failed.append("tests sur PostgreSQL")
    return failed


def _say_what_is_left_out(programs, journeys):
    if not journeys:
        say("Laissé de côté : les parcours au navigateur (Chromium n’est pas installé).")
    if not programs:
        say("Laissé de côté : PostgreSQL (ses programmes de serveur ne sont pas installés).")
        return
    say("Faits une seule fois, avec SQLite : les parcours au navigateur, les tests de déploiement")
    say("(ils ouvrent eux-mêmes des bases des deux sortes) et ceux qui ne touchent pas à la base.")


@contextlib.contextmanager
def _being_read():
    """Python keeps what it compiles: done once beside the checks, not by each process of pytest at once."""
    reading = _command("--collect-only", "-qq")
    with _environment() as environment, beside(reading, cwd=ROOT, env=environment) as process:
        yield process


def _pytest(databases, *options):
    with _environment() as environment:
        command = _command("-q", *_processes(), *options)
        return subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=environment | databases, stdin=subprocess.DEVNULL
        ).returncode


def _command(*options):
    return [str(PYTHON), "-m", "pytest", *options, *shlex.split(os.environ.get("ARGS", ""))]


@contextlib.contextmanager
def _environment():
    # Nothing of a portal that runs beside, but for where an engine to try our files with is.
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PORTAL_") or name == "PORTAL_PDFJS"
    }
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as folder:
        # Everything the tests write, gone with them; a throw-away PostgreSQL's own account must pass through.
        os.chmod(folder, 0o711)  # noqa: S103
        yield inherited | {"TMPDIR": folder}


def _processes():
    # Each process has its own database and folders; more processes than processors only slow the races down.
    count = min(os.cpu_count() or 1, 4)
    return ["-n", str(count)] if count > 1 else []


def throwaway_database():
    """`make postgres`: a cluster to try things on, until Ctrl-C."""
    with postgres.throwaway_cluster(machine.postgres_programs()) as url:
        say(f"export PORTAL_DATABASE_URL={url}")
        with step("Ctrl-C l’arrête"):
            signal.pause()
