"""JavaScript outside a browser: the machine’s node, or the one that Playwright brings along."""

import json
import shutil
import subprocess
from contextlib import contextmanager

import pytest

# One line in, one line out: `answer(order)` is what the script given to `node_process` defines.
_LOOP = """
const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", (line) => process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\\n"));
"""


def node_program():
    """The path of a node, or None."""
    found = shutil.which("node")
    if found is None:
        from playwright._impl._driver import compute_driver_executable

        found = str(compute_driver_executable()[0])
        found = found if shutil.which(found) else None
    return found


NODE = node_program()
needs_node = pytest.mark.skipif(NODE is None, reason="Neither node nor Playwright's own is installed.")


@contextmanager
def node_process(script):
    """ask(order) → answer, as JSON both ways; `script` defines `function answer(order)`."""
    process = subprocess.Popen(  # noqa: S603
        [NODE, "-e", script + _LOOP],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )

    def ask(order):
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    try:
        yield ask
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()
