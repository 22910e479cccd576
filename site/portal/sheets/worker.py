"""A second process goes on with what nobody watches: the state of each work is the queue.

A room says in `<app>/works.py` what it does by steps:

    WORKS = [Steps(ImportBatch.objects.filter(user__is_active=True), {"running": run_step})]

Whoever dies in the middle leaves whole chunks and a claim that ends by itself: another process goes on.
"""

import logging
import sys
import time
from collections import namedtuple
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from portal.sheets.steps import to_be_done

logger = logging.getLogger(__name__)
# One turn of one work, so that a short import does not wait for the end of a long one.
TURN_SECONDS = 10
# A work that fails is left alone for a while, longer each time.
FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 30, 3600

# `works` is a queryset; `steps` maps a state to what is called with the work and `seconds=`.
Steps = namedtuple("Steps", "works steps")


def registered():
    """Every Steps that a room registered."""
    found = []
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "works"):
            found += import_module(f"{app.name}.works").WORKS
    return found


class Worker:
    """`turn()` gives each waiting work one turn and says whether there was any."""

    def __init__(self, rooms=None, *, asked_to_end=lambda: False, clock=time.monotonic):
        self.rooms = registered() if rooms is None else rooms
        self.asked_to_end, self.clock = asked_to_end, clock
        # {key: (not before, how long next time)} of works that failed.
        self.resting = {}

    def turn(self):
        worked = False
        for room in self.rooms:
            for work in to_be_done(room.works.all(), list(room.steps)):
                if self.asked_to_end():
                    return worked
                if self._is_rested(work):
                    worked = self._step(work, room.steps[work.state]) or worked
        return worked

    def _is_rested(self, work):
        not_before, _rest = self.resting.get(work.pk, (0, 0))
        return self.clock() >= not_before

    def _step(self, work, step):
        state, began = work.get_state_display(), self.clock()
        try:
            held = step(work, seconds=TURN_SECONDS)
        except Exception:
            self._let_rest(work)
            return False
        self.resting.pop(work.pk, None)
        if held:
            now = work.get_state_display()
            seconds = f"{self.clock() - began:.1f}".replace(".", ",")
            logger.info("%s %s : %s, puis %s après %s s", _noun(work), work, state, now, seconds)
        return held

    def _let_rest(self, work):
        _until, rest = self.resting.get(work.pk, (0, FIRST_REST_SECONDS))
        self.resting[work.pk] = self.clock() + rest, min(2 * rest, LONGEST_REST_SECONDS)
        # The type, not the message: what an exception says may quote what a row holds.
        error = sys.exc_info()[0].__name__
        logger.error("%s %s : arrêté par %s, repris dans %d s", _noun(work), work, error, rest, exc_info=True)


def _noun(work):
    return str(work._meta.verbose_name).capitalize()
