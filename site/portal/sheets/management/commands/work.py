import logging
import signal
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from portal.sheets.steps import ending_when
from portal.sheets.worker import Worker

logger = logging.getLogger(__name__)
ENDING = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
# Requests begin what is confirmed by themselves: whoever waits for us has waited longer than this.
PAUSE_SECONDS = 2


class Command(BaseCommand):
    help = "Poursuit les imports confirmés et les reprises, par petits pas ; avec --once, jusqu’au dernier."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="s’arrêter quand plus rien n’attend")

    def handle(self, *args, once, **options):
        with _signals_held(), ending_when(_asked_to_end):
            worker = Worker(asked_to_end=_asked_to_end)
            if not once:
                logger.info("Les imports confirmés sont poursuivis")
            while not _asked_to_end():
                worked = self._turn(worker, once)
                if not worked and (once or signal.sigtimedwait(ENDING, PAUSE_SECONDS)):
                    break
            if not once:
                logger.info("Arrêté entre deux pas : rien n’est à moitié écrit")

    @staticmethod
    def _turn(worker, once):
        try:
            if not once:
                close_old_connections()
            return worker.turn()
        except DatabaseError:
            if once:
                raise
            # The database is away, or busy: it is asked again after the pause.
            logger.exception("La base de données n’a pas répondu")
            return False


@contextmanager
def _signals_held():
    """Signals that end us wait until we look, between two chunks: none cuts a transaction in two."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        # Those that came are answered: a command called by another one goes on as if it had ended by itself.
        while signal.sigtimedwait(ENDING, 0):
            pass
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _asked_to_end():
    return bool(signal.sigpending() & ENDING)
