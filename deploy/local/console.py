"""What is said on the terminal: short, in French, one line a step."""

import subprocess
import sys
import time
from contextlib import contextmanager

from deploy.local.children import bound


class Stop(Exception):
    """Nothing more can be done; the message says why and what to type."""


def say(text=""):
    print(text, flush=True)


def warn(text):
    print(f"  ! {text}", file=sys.stderr, flush=True)


@contextmanager
def step(title):
    """Announces a step, then says how long it took."""
    start = time.monotonic()
    print(f"  · {title}…", end=" ", flush=True)
    try:
        yield
    except BaseException:
        print("échec", flush=True)
        raise
    print(f"{time.monotonic() - start:.0f} s", flush=True)


def run_quietly(command, **options):
    """Runs a command whose output matters only when it fails."""
    result = subprocess.run(  # noqa: S603 - every caller writes its own command
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        **(bound() | options),
    )
    if result.returncode:
        printable = " ".join(str(part) for part in command)
        raise Stop(f"« {printable} » a échoué :\n\n{ending(result.stdout)}")
    return result.stdout


def ending(output, lines=25):
    """The last lines of what a command said: the reason stands there."""
    return "\n".join(output.strip().splitlines()[-lines:])
