"""The parent's side: start the child, feed it, read its answer, say in words what went wrong."""

import json
import signal
import subprocess
import sys
from pathlib import Path

FOLDERS = [str(Path(__file__).resolve().parents[3]), str(Path(__file__).resolve().parents[2])]


class SandboxFailure(Exception):
    """`reason` is one of time, memory, crash, refused; `message` a French sentence for the person."""

    MESSAGES = {
        "time": "La lecture de ce fichier prend trop de temps : il est trop complexe ou abîmé.",
        "memory": "Ce fichier demande trop de mémoire pour être lu : il est trop grand ou piégé.",
        "crash": "Ce fichier ne peut pas être lu : il est abîmé ou n’est pas du type annoncé.",
    }

    def __init__(self, reason, message=""):
        self.reason = reason
        self.message = message or self.MESSAGES[reason]
        super().__init__(self.message)


def run_limited(function, payload, *, options=None, cpu_seconds=10, memory_mb=512, wall_seconds=20):
    """The bytes that `package.module:function(payload, options)` returns, run in a limited child process.

    The function may raise `Refusal("message in French")` (portal.sandbox.child) to refuse the file for a
    reason of its own. Raises SandboxFailure in every other case of trouble.
    """
    order = json.dumps({"function": function, "options": options or {}, "path": FOLDERS}).encode()
    limits = [str(cpu_seconds), str(memory_mb)]
    # -s: nothing from the account's own folder of packages.
    command = [sys.executable, "-s", "-X", "utf8", str(Path(__file__).with_name("child.py")), *limits]
    # The child knows no secret of ours: its environment is empty, and wsgi.py hides ours.
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
    )
    try:
        output, _ = process.communicate(len(order).to_bytes(4, "big") + order + payload, timeout=wall_seconds)
    except subprocess.TimeoutExpired as error:
        process.kill()
        process.communicate()
        raise SandboxFailure("time") from error
    return _answer(process.returncode, output)


def _answer(code, output):
    if code == 0 and output[:1] == b"+":
        return output[1:]
    if code == 0 and output[:1] == b"-":
        raise SandboxFailure("refused", output[1:].decode())
    if code == 0 and output[:1] == b"m":
        raise SandboxFailure("memory")
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise SandboxFailure("time")
    raise SandboxFailure("crash")
