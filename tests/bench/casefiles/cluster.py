"""A PostgreSQL of the benchmark's own, kept under var/bench so that a second run is quick."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

from deploy.local import machine
from deploy.local.console import Stop

ACCOUNT = "postgres"
# While rows are written nothing can be lost that the next run would not write again.
FILLING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
    "maintenance_work_mem": "256MB",
}
# What is measured runs as an office would run it: every commit waits for its disk.
SERVING = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
COMMON = {
    "listen_addresses": "''",
    "shared_buffers": "256MB",
    "max_connections": "60",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "lc_messages": "C",
    "autovacuum": "off",
}


class Cluster:
    """`folder` holds the data; the socket stands in a short path beside it."""

    def __init__(self, folder, programs):
        self.data, self.sockets, self.log = folder / "pg", folder / "socket", folder / "pg.log"
        self.folder, self.programs = folder, programs
        self.port = machine.free_port()

    @property
    def url(self):
        return f"postgres://portal@:{self.port}/{self.sockets}/portal"

    def exists(self):
        return (self.data / "PG_VERSION").exists()

    def create(self):
        """An empty cluster in place of what was there."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(mode=0o700)
        self._own(self.data)
        options = ["--username=portal", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        self._run("initdb", "--pgdata", str(self.data), *options)

    @contextlib.contextmanager
    def running(self, settings, *, fresh=False):
        """Started with these settings, stopped in good order."""
        shutil.rmtree(self.sockets, ignore_errors=True)
        self.sockets.mkdir(mode=0o700)
        self._own(self.sockets)
        self.log.touch()
        self._own(self.log)
        chosen = COMMON | settings | {"port": self.port, "unix_socket_directories": self.sockets}
        options = " ".join(f"-c {name}={value}" for name, value in chosen.items())
        control = ["--pgdata", str(self.data), "--wait"]
        self._run("pg_ctl", *control, "--log", str(self.log), "--options", options, "start")
        try:
            if fresh:
                where = ["--host", str(self.sockets), "--port", str(self.port), "--username", "portal"]
                self._run("createdb", *where, "portal")
            yield self.url
        finally:
            self._run("pg_ctl", *control, "--mode", "fast", "stop")

    def _own(self, path):
        if os.geteuid() == 0:
            shutil.chown(path, ACCOUNT, ACCOUNT)

    def _run(self, program, *arguments):
        command = [str(self.programs / program), *arguments]
        if os.geteuid() == 0:
            # initdb refuses to run as root.
            command = ["runuser", "-u", ACCOUNT, "--", *command]
        done = subprocess.run(  # noqa: S603
            command,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            check=False,
        )
        if done.returncode:
            raise Stop(f"{program} : {done.stdout[-1500:]}")


def folder_for(wanted):
    """The folder wanted or, when the account of PostgreSQL cannot walk down to it, one where it can."""
    parents = [wanted.resolve(), *wanted.resolve().parents]
    if os.geteuid() != 0 or all(path.stat().st_mode & 0o001 for path in parents if path.exists()):
        return wanted
    return Path("/var/tmp/portal-bench")  # noqa: S108 - its data are fictional
