"""Processes that end with the one that started them, even when that one is killed without a word."""

import contextlib
import ctypes
import signal
from functools import partial

PR_SET_PDEATHSIG = 1


def end_with_parent(ending=signal.SIGTERM):
    """Asks Linux to send this process a signal when its parent is gone."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ending)


def bound(ending=signal.SIGTERM):
    """Options of subprocess for a child that must not outlive us."""
    return {"preexec_fn": partial(end_with_parent, ending)}
