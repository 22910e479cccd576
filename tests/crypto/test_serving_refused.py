"""With foreign keys, what gunicorn loads ends with one sentence, and serves nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.crypto.keys import new_key

ROOT = Path(__file__).resolve().parents[2]
LOAD = "import sys; sys.path[:0] = ['site', '.']; import portal.wsgi; print('sert')"
PREPARE = "from django.core.management import call_command as c; c('migrate', 'crypto', verbosity=0)"


@pytest.fixture
def run(tmp_path):
    """run(code, VARIABLE=value): Python in a portal of its own, on SQLite, with production settings."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.production"}
    environment |= {"PORTAL_SECRET_KEY": "s" * 60, "PORTAL_DATA_DIR": str(tmp_path), "LANG": "C.UTF-8"}
    environment |= {"PORTAL_FIELD_KEYS": f"1:{new_key()}", "PORTAL_INDEX_KEY": new_key()}

    def start(code, **variables):
        command = [sys.executable, "-c", code]
        return subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=environment | variables, capture_output=True, text=True
        )

    return start


def test_the_portal_serves_with_its_own_keys_and_with_no_other(run):
    setup = "import sys; sys.path[:0] = ['site', '.']; import django; django.setup(); "
    before = run(LOAD)
    assert before.stdout == "sert\n", before.stderr
    prepared = run(setup + PREPARE)
    assert prepared.returncode == 0, prepared.stderr
    assert run(LOAD).stdout == "sert\n"
    refused = run(LOAD, PORTAL_FIELD_KEYS=f"1:{new_key()}")
    assert refused.returncode == 1
    assert refused.stdout == ""
    said = refused.stderr.strip().splitlines()
    assert said[-1].startswith("Le portail ne démarre pas. La clé 1 de PORTAL_FIELD_KEYS n’est pas celle")
    assert "Traceback" not in refused.stderr
    assert run(LOAD).stdout == "sert\n"
