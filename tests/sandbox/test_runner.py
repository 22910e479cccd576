import subprocess
import sys
from pathlib import Path

import pytest

from portal.sandbox import SandboxFailure, run_limited

ROOT = Path(__file__).resolve().parents[2]


def run(name, payload=b"abc", **limits):
    return run_limited(f"tests.sandbox.hostile:{name}", payload, **limits)


def test_the_answer_comes_back():
    assert run("echo", options={"suffix": "é"}) == "abcé".encode()


def test_two_megabytes_go_through():
    assert len(run("echo", b"x" * 2_000_000)) == 2_000_000


@pytest.mark.parametrize(
    ("name", "reason", "limits"),
    [
        ("loop", "time", {"cpu_seconds": 1}),
        ("sleep_for_ever", "time", {"wall_seconds": 1}),
        ("hoard", "memory", {}),
        ("abort", "crash", {}),
        ("fail", "crash", {}),
        ("write", "crash", {}),
    ],
)
def test_trouble_is_told_in_french_and_leaves_us_alive(name, reason, limits):
    with pytest.raises(SandboxFailure) as caught:
        run(name, **limits)
    assert caught.value.reason == reason
    assert caught.value.message.startswith(("La lecture", "Ce fichier"))


def test_a_reader_may_refuse_for_its_own_reason():
    with pytest.raises(SandboxFailure) as caught:
        run("refuse")
    assert (caught.value.reason, caught.value.message) == ("refused", "Ce classeur a trop de lignes.")


def test_the_child_knows_no_secret():
    assert b"PORTAL" not in run("secrets")


def test_the_child_is_given_a_language_and_nothing_else():
    # LC_CTYPE is what Python itself may add.
    assert set(run("environment").split()) <= {b"LANG", b"LC_CTYPE"}


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_the_child_can_gain_no_right_and_shows_nothing_of_its_memory():
    assert run("privileges") == b"1 0"


PEEK = """
import ctypes, os, sys
sys.path[:0] = ["site", "."]
from portal.sandbox.child import PR_SET_DUMPABLE, hide_memory

os.getuid() or os.setuid(65534)  # from root nothing is hidden
ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
sys.argv[1] == "hidden" and hide_memory()
if not os.fork():
    try:
        print("canari" in open(f"/proc/{os.getppid()}/environ").read(), flush=True)
    except PermissionError:
        print("refused", flush=True)
    os._exit(0)
os.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
@pytest.mark.parametrize(("how", "seen"), [("shown", "True"), ("hidden", "refused")])
def test_the_portal_hides_its_own_environment_from_programs_of_its_account(how, seen):
    command = [sys.executable, "-c", PEEK, how]
    answer = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env={"PORTAL_SECRET": "canari"}, capture_output=True, text=True
    )
    assert answer.stdout.strip() == seen, answer.stderr
