"""Where things are, and the stamps that let a second run skip what the first one did."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
DEFAULT_DATA_DIR = ROOT / "var"
DATA_DIR = Path(os.environ.get("PORTAL_DATA_DIR", DEFAULT_DATA_DIR))
STAMPS = DATA_DIR / "stamps"
ROOMS = ("site", "content", "forms", "casefiles")


def local_settings():
    """The environment of a command of the portal on this machine."""
    return os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "PORTAL_DATA_DIR": str(DATA_DIR)}


def fingerprint(paths, *more):
    """A digest of names, sizes and dates: enough to see that a file changed, without reading it."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        state = path.stat()
        digest.update(f"{path}|{state.st_size}|{state.st_mtime_ns}\n".encode())
    digest.update("|".join(more).encode())
    return digest.hexdigest()


def files_of_rooms(wanted):
    """Every file of the portal's code for which `wanted(path)` is true."""
    for room in ROOMS:
        for folder, folders, names in os.walk(ROOT / room):
            folders[:] = [name for name in folders if name != "__pycache__"]
            yield from (path for name in names if wanted(path := Path(folder) / name))


class Stamp:
    """Remembers, beside the data, for which state of its inputs a step was last done."""

    def __init__(self, name, value):
        self.path = STAMPS / name
        self.value = value

    def is_current(self):
        return self.path.exists() and self.path.read_text() == self.value

    def write(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.value)
