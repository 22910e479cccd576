"""Processes that end with the one that started them, even when that one is killed without a word."""

import contextlib
import ctypes
import signal
import subprocess
from functools import partial

PR_SET_PDEATHSIG = 1


def end_with_parent(ending=signal.SIGTERM):
    """Asks Linux to send this process a signal when its parent is gone."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ending)


def bound(ending=signal.SIGTERM):
    """Options of subprocess for a child that must not outlive us."""
    return {"preexec_fn": partial(end_with_parent, ending)}


@contextlib.contextmanager
def beside(command, **options):
    """Runs a command beside what follows, and no longer; gives its process, whose output can be read."""
    process = subprocess.Popen(  # noqa: S603 - every caller writes its own command
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **(bound() | options),
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
