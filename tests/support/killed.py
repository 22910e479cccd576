"""A process that is killed without a word, after so many questions to the database."""

import os
import signal
from contextlib import ExitStack

from django.db import connection, connections


def run_until_killed(work, questions):
    """Do `work()` in a child that gets SIGKILL after so many questions; True when it was not done by then."""
    # What a killed process leaves behind is its own: it opens a connection for itself.
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _work(work, reading, writing)
    os.close(writing)
    try:
        asked = 0
        while asked < questions and (said := os.read(reading, questions - asked)):
            asked += len(said)
        os.kill(child, signal.SIGKILL)
    finally:
        os.close(reading)
        _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _work(work, reading, writing):
    os.close(reading)

    def tell(execute, sql, params, many, context):
        os.write(writing, b".")
        return execute(sql, params, many, context)

    status = 1
    try:
        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(tell))
            work()
        status = 0
    finally:
        # Nothing of the tests ends twice.
        os._exit(status)
