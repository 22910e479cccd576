"""A Django that stays beside the portal and runs its commands: starting one takes seconds each time.

`Beside` is the journeys' end of it; this file, run, is the other end. A line of JSON for each command, and
one for its answer.
"""

import io
import json
import subprocess
import sys
import traceback


class Beside:
    def __init__(self, root, environment):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.beside"],
            cwd=root,
            env=environment | {"PYTHONPATH": f"{root}:{root / 'site'}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def manage(self, *arguments):
        """What this command writes."""
        print(json.dumps(arguments), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        assert not answer["wrong"], answer["wrong"]
        return answer["written"].strip()

    def leave(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=20)


def run(arguments):
    from django.core.management import call_command
    from django.db import connection

    written, wrong = io.StringIO(), ""
    try:
        call_command(*arguments, stdout=written, stderr=io.StringIO())
    except Exception:
        wrong = traceback.format_exc()
    finally:
        connection.close()
    return {"written": written.getvalue(), "wrong": wrong}


if __name__ == "__main__":
    import django

    django.setup()
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
