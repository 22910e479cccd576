"""`make lint`: style, templates, doors between rooms, migrations, and the production settings' own checks."""

import base64
import os
import secrets
import subprocess
import tempfile
import time

from deploy.local import environment
from deploy.local.console import say
from deploy.local.project import ROOMS, ROOT, VENV


def lint():
    """Runs every check; gives the names of those that failed."""
    environment.ensure(environment.DEVELOPMENT)
    with tempfile.TemporaryDirectory(prefix="portal-lint-") as folder:
        settings = production_environment(folder)
        checks = {
            "ruff check": _tool("ruff", "check", "."),
            "ruff format": _tool("ruff", "format", "--check", "."),
            "djlint": _tool("djlint", "--lint", "--quiet", *ROOMS),
            "import-linter": _tool("lint-imports"),
            "migrations": _manage("makemigrations", "--check", "--dry-run"),
            "check --deploy": _manage("check", "--deploy", "--fail-level", "WARNING"),
        }
        return [name for name, command in checks.items() if not _passes(name, command, settings)]


def production_environment(folder):
    """The environment of a production machine, with secrets that live for one command."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return inherited | {
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(64),
        "PORTAL_FIELD_KEYS": f"1:{key}",
        "PORTAL_INDEX_KEY": key,
        "PORTAL_ALLOWED_HOSTS": "portail.example.org",
        "PORTAL_BASE_URL": "https://portail.example.org",
        "PORTAL_DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }


def _tool(name, *arguments):
    return [str(VENV / "bin" / name), *arguments]


def _manage(*arguments):
    return [str(VENV / "bin" / "python"), "manage.py", *arguments]


def _passes(name, command, settings):
    start = time.monotonic()
    result = subprocess.run(  # noqa: S603
        command,
        cwd=ROOT,
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "échec" if result.returncode else "bon"
    say(f"  · {name:<16}{verdict} ({time.monotonic() - start:.0f} s)")
    if result.returncode:
        say(result.stdout.rstrip())
    return not result.returncode
