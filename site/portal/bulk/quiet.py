"""Thousands of rows at a time, none of them in a circle: looking for circles meanwhile is lost time."""

import gc
from contextlib import contextmanager


@contextmanager
def no_collector():
    """Python's search for circular garbage waits; it may be entered again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
