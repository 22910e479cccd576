"""What a stranger's file could make a reader do. Run in the child process only."""

import os

from portal.sandbox.child import Refusal


def echo(payload, options):
    return payload + options.get("suffix", "").encode()


def loop(payload, options):
    while True:
        pass


def sleep_for_ever(payload, options):
    import threading

    threading.Event().wait()


def hoard(payload, options):
    return b"x" * (4 * 1024**3)


def abort(payload, options):
    os.abort()


def refuse(payload, options):
    raise Refusal("Ce classeur a trop de lignes.")


def fail(payload, options):
    raise ValueError("content of the file")


def write(payload, options):
    with open("/tmp/portal-sandbox-proof", "w") as stream:  # noqa: S108
        stream.write("x" * 100)
    return b"written"


def secrets(payload, options):
    return repr(sorted(os.environ)).encode()


def privileges(payload, options):
    import ctypes

    with open("/proc/self/status") as stream:
        said = [line for line in stream.read().splitlines() if line.startswith("NoNewPrivs")]
    get_dumpable = 3
    return f"{said[0].split()[1]} {ctypes.CDLL(None).prctl(get_dumpable, 0, 0, 0, 0)}".encode()


def environment(payload, options):
    return b" ".join(name.encode() for name in os.environ)
