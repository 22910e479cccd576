"""The virtual environment, filled from the locks and from nothing else."""

import hashlib
import os
import shutil
import sys

from deploy.local import machine
from deploy.local.console import Stop, run_quietly, step
from deploy.local.project import PYTHON, ROOT, VENV

RUNTIME = ("requirements.lock",)
DEVELOPMENT = ("requirements.lock", "requirements-dev.lock")
# uv only writes the locks; it is in none of them.
UV = "uv~=0.13"
OLDEST_PYTHON = (3, 11)


def ensure(locks=RUNTIME):
    """Makes .venv hold what the locks say; does nothing when it already does."""
    if sys.version_info < OLDEST_PYTHON:
        raise Stop("Il faut Python 3.11 ou plus récent. S’il a un autre nom : make serve PYTHON=python3.12")
    machine.ensure_packages()
    if not PYTHON.exists():
        _create()
    if not _is_current(locks):
        _install(locks)


def _create():
    if VENV.exists():
        shutil.rmtree(VENV)
    with step("Environnement Python"):
        run_quietly([sys.executable, "-m", "venv", str(VENV)])


def _install(locks):
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--only-binary", ":all:", "--no-compile"]
    for lock in locks:
        command += ["--requirement", str(ROOT / lock)]
    with step(f"Dépendances ({' et '.join(locks)}, empreintes vérifiées)"):
        run_quietly(command)
    for lock in locks:
        _stamp(lock).write_text(_digest(lock))


def _is_current(locks):
    return all(_stamp(lock).exists() and _stamp(lock).read_text() == _digest(lock) for lock in locks)


def _stamp(lock):
    return VENV / f".{lock}.sha256"


def _digest(lock):
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def write_locks():
    """`make lock`: resolves pyproject.toml anew, with hashes and without any registry's address."""
    ensure(DEVELOPMENT)
    tools = ROOT / "var" / "tools"
    uv = tools / "bin" / "uv"
    if not uv.exists():
        with step("Outil de verrouillage"):
            run_quietly([sys.executable, "-m", "venv", str(tools)])
            run_quietly([str(tools / "bin" / "python"), "-m", "pip", "install", "--quiet", UV])
    common = [str(uv), "pip", "compile", "--quiet", "--generate-hashes", "--python-version", "3.11"]
    common += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"]
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    with step("requirements.lock"):
        run_quietly([*common, *upgrade, "pyproject.toml", "-o", "requirements.lock"], cwd=ROOT)
    with step("requirements-dev.lock"):
        command = [*common, *upgrade, "--group", "dev", "--constraint", "requirements.lock"]
        run_quietly([*command, "-o", "requirements-dev.lock"], cwd=ROOT)
