"""`make test`: lint, then the tests on SQLite, then on PostgreSQL where it is installed."""

import os
import shlex
import signal
import subprocess
import tempfile

from deploy.local import machine, postgres
from deploy.local.console import say, step
from deploy.local.environment import DEVELOPMENT, ensure
from deploy.local.project import PYTHON, ROOT
from deploy.local.quality import lint


def test():
    """Runs everything that this machine can run; gives an exit code."""
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, signal.default_int_handler)
    ensure(DEVELOPMENT)
    say("Contrôles")
    failed = [f"contrôle {name}" for name in lint()]
    programs = machine.postgres_programs()
    journeys = machine.chromium() is not None
    _say_what_is_left_out(programs, journeys)

    say("Tests sur SQLite")
    if _pytest(None, journeys=journeys):
        failed.append("tests sur SQLite")
    if programs:
        failed.extend(_on_postgres(programs))
    if failed:
        say(f"\nÀ corriger : {', '.join(failed)}.")
    return 1 if failed else 0


def _say_what_is_left_out(programs, journeys):
    if not journeys:
        say("Laissé de côté : les parcours au navigateur (Chromium n’est pas installé).")
    elif programs:
        say("Faits une seule fois, avec SQLite : les parcours au navigateur et les tests de déploiement.")
    if not programs:
        say("Laissé de côté : PostgreSQL (ses programmes de serveur ne sont pas installés).")


def _on_postgres(programs):
    say(f"Tests sur PostgreSQL {postgres.version(programs)}")
    with postgres.throwaway_cluster(programs) as url:
        # Tests of the commands start their own databases, of both kinds: once is enough.
        return ["tests sur PostgreSQL"] if _pytest(url, "--ignore=tests/deploy", journeys=False) else []


def _pytest(database_url, *options, journeys):
    command = [str(PYTHON), "-m", "pytest", "-q", *_processes(), *options]
    if not journeys:
        command += ["-m", "not journey"]
    command += shlex.split(os.environ.get("ARGS", ""))
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    if database_url:
        inherited["PORTAL_DATABASE_URL"] = database_url
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as folder:
        # Everything the tests write, gone with them; a throw-away PostgreSQL's own account must pass through.
        os.chmod(folder, 0o711)  # noqa: S103
        environment = inherited | {"TMPDIR": folder}
        return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL).returncode  # noqa: S603


def _processes():
    # Each process has its own database and folders; more processes than processors only slow the races down.
    count = min(os.cpu_count() or 1, 4)
    return ["-n", str(count), "--dist", "loadgroup"] if count > 1 else []


def throwaway_database():
    """`make postgres`: a cluster to try things on, until Ctrl-C."""
    with postgres.throwaway_cluster(machine.postgres_programs()) as url:
        say(f"export PORTAL_DATABASE_URL={url}")
        with step("Ctrl-C l’arrête"):
            signal.pause()
