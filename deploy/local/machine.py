"""What the machine already has, and what apt can add when we are root."""

import ctypes
import errno
import importlib.util
import os
import shutil
import socket
from pathlib import Path

from deploy.local.console import Stop, run_quietly, step, warn

# The libraries WeasyPrint opens by itself, and the Debian packages that bring them.
PDF_LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
PDF_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


def has_pdf_libraries():
    try:
        for name in PDF_LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_venv_module():
    # Debian ships venv without ensurepip, in a package of its own.
    return importlib.util.find_spec("ensurepip") is not None


def missing_packages():
    packages = []
    if not has_venv_module():
        packages.append("python3-venv")
    if not has_pdf_libraries():
        packages.extend(PDF_PACKAGES)
    return packages


def ensure_packages():
    """Installs what is missing when root; else says the one line to type, and stops if nothing can run."""
    packages = missing_packages()
    if not packages:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install(packages)
        packages = missing_packages()
    if not packages:
        return
    line = f"sudo apt-get install -y {' '.join(packages)}"
    if not has_venv_module():
        raise Stop(f"Il manque des paquets du système. À taper une fois, puis recommencez :\n\n    {line}")
    warn(f"Sans ces bibliothèques, les PDF ne peuvent pas être fabriqués. À taper une fois :\n\n    {line}\n")


def install(packages):
    """apt-get install, quietly; the lists are fetched first, since a fresh machine has none."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Paquets du système ({', '.join(packages)})"):
        run_quietly(["apt-get", "update", "-q"], env=environment)
        run_quietly(["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages], env=environment)


def require_free_port(host, port):
    """Stops with a clear message when somebody already listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Like gunicorn's own socket: a port that was just left is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Stop(_port_trouble(error, host, port)) from error


def _port_trouble(error, host, port):
    if error.errno == errno.EADDRINUSE:
        return (
            f"Le port {port} est déjà pris, peut-être par un portail lancé dans un autre terminal.\n"
            f"Arrêtez-le, ou choisissez un autre port :\n\n    make serve PORT={port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Le port {port} est réservé à l’administrateur. Essayez : make serve PORT=8000"
    return f"On ne peut pas écouter à l’adresse {host}:{port} ({error.strerror})."


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def chromium():
    """The path of a Chromium that the browser journeys can drive, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def postgres_programs():
    """The folder of PostgreSQL's server programs, newest version first, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    in_path = shutil.which("initdb")
    if in_path:
        folders.insert(0, Path(in_path).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _version(folder):
    name = folder.parent.name
    return int(name) if name.isdigit() else 0
