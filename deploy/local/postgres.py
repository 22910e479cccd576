"""A PostgreSQL of one's own for a test run: made in a temporary folder, stopped and removed at the end."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from deploy.local import machine
from deploy.local.console import run_quietly

ACCOUNT = "postgres"
# Losing these data is no loss; waiting for the disk is.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    # Small tables: compiling a query would take longer than asking it.
    "jit": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "lc_messages": "C",
}


@contextlib.contextmanager
def throwaway_cluster(programs):
    """Starts a cluster reachable by a private socket folder only; gives the URL of its database."""
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    data, sockets = folder / "data", folder / "socket"
    sockets.mkdir(mode=0o700)
    if os.geteuid() == 0:
        # initdb refuses to run as root.
        for path in (folder, sockets):
            shutil.chown(path, ACCOUNT, ACCOUNT)
    port = machine.free_port()
    options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in SETTINGS.items())
    options += f" -c port={port} -c unix_socket_directories={sockets}"
    control = [str(programs / "pg_ctl"), "--pgdata", str(data), "--log", str(folder / "log"), "--wait"]
    try:
        create = ["--username=portal", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        _run([str(programs / "initdb"), "--pgdata", str(data), *create])
        _run([*control, "--options", options, "start"])
        connect = ["--host", str(sockets), "--port", str(port), "--username", "portal"]
        _run([str(programs / "createdb"), *connect, "portal"])
        yield f"postgres://portal@:{port}/{sockets}/portal"
    finally:
        with contextlib.suppress(Exception):
            _run([*control, "--mode", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _run(command):
    if os.geteuid() == 0:
        command = ["runuser", "-u", ACCOUNT, "--", *command]
    # A session of its own: Ctrl-C at the terminal is ours to handle, the server is stopped in good order.
    run_quietly(command, cwd="/", start_new_session=True, preexec_fn=None)


def version(programs):
    """« 15.18 », for the line that says what the tests run on."""
    output = subprocess.run(  # noqa: S603
        [str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True
    )
    return output.stdout.split()[2]
