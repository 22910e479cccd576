"""The child's side, run as a script: limits first, then the file.

It reads from standard input an order (length, JSON) followed by the file's bytes, and answers on standard
output with `+` and bytes, `-` and a French refusal, or `m` when memory ran out. A crash is an answer too.
"""

import contextlib
import ctypes
import importlib
import json
import resource
import signal
import sys

# From <linux/prctl.h>.
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


class Refusal(Exception):
    """Raised by a reading function for a reason that the person can act on (a French sentence)."""


def hide_memory():
    """Of this process, what /proc shows (environment, memory) is for root alone, not for its own account."""
    _prctl(PR_SET_DUMPABLE, 0)


def give_up_privileges():
    """No program started from here gains a right, and none outlives the portal that waits for it."""
    hide_memory()
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl(option, value):
    # Linux only, where the portal runs; elsewhere one tries it out without this.
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def main(cpu_seconds, memory_mb):
    give_up_privileges()
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    order = json.loads(stdin.read(int.from_bytes(stdin.read(4), "big")))
    sys.path[:0] = order["path"]
    try:
        module, _, name = order["function"].partition(":")
        answer = b"+" + getattr(importlib.import_module(module), name)(stdin.read(), order["options"])
    except MemoryError:
        answer = b"m"
    except Exception as error:
        # The class is looked up by name: run as a script, this module is not the one that the function
        # imported.
        if type(error).__name__ != "Refusal":
            raise
        answer = b"-" + str(error).encode()
    stdout.write(answer)


if __name__ == "__main__":
    sys.path.pop(0)  # this folder: its names would hide those of other packages
    main(int(sys.argv[1]), int(sys.argv[2]))
