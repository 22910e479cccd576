"""`python3 -m deploy.local <command>`: see the Makefile, which is the list of commands."""

import os
import subprocess
import sys

from deploy.local import environment, quality, reset, serve, suite
from deploy.local.console import Stop, say
from deploy.local.prepare import prepare_if_empty
from deploy.local.project import PYTHON, ROOT, local_settings


def manage(*arguments):
    """A command of the portal on the local data, for example the one that shows a code."""
    environment.ensure()
    prepare_if_empty()
    return subprocess.run([str(PYTHON), "manage.py", *arguments], cwd=ROOT, env=local_settings()).returncode  # noqa: S603


def lint():
    failed = quality.lint()
    if failed:
        say(f"\nÀ corriger : {', '.join(failed)}.")
    return 1 if failed else 0


COMMANDS = {
    "serve": serve.serve,
    "test": suite.test,
    "lint": lint,
    "lock": environment.write_locks,
    "postgres": suite.throwaway_database,
    "reset": reset.reset,
    "manage": manage,
}


def main(name="", *arguments):
    if name not in COMMANDS:
        say(f"Commandes : {', '.join(COMMANDS)}. Voir « make help ».")
        return 2
    os.chdir(ROOT)
    try:
        return COMMANDS[name](*arguments) or 0
    except Stop as stop:
        print(f"\n{stop}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nArrêté.")
        return 0 if name in ("serve", "postgres") else 130


sys.exit(main(*sys.argv[1:]))
