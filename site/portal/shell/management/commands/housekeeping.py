import logging
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils.module_loading import import_string

from portal.accounts.throttle import forget_old_failures
from portal.audit.sealer import seal_finished
from portal.vault.storage import sweep_orphans

logger = logging.getLogger(__name__)
PAUSE_SECONDS = 30


def seal_journal():
    while seal_finished():
        pass


def forget_expired_imports():
    # By name: the foundations know no room by themselves.
    import_string("casefiles.exchange.batches.keep.purge_expired")()


def forget_expired_exports():
    import_string("casefiles.exchange.exports.prepare.purge_expired")()


def forget_expired_sheets():
    import_string("forms.admin.spreadsheets.batches.purge_expired")()


def forget_unsent_files():
    import_string("forms.attachments.forget_unsent")()


def forget_ended_outside():
    import_string("casefiles.actions.outside.forget.forget_ended")()


def forget_expired_sessions():
    call_command("clearsessions")


CHORES = (
    seal_journal,
    forget_expired_imports,
    forget_expired_exports,
    forget_expired_sheets,
    forget_unsent_files,
    forget_ended_outside,
    sweep_orphans,
    forget_expired_sessions,
    forget_old_failures,
)


class Command(BaseCommand):
    help = "Scelle le journal et efface ce qui doit l’être ; avec --loop, toutes les trente secondes."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true")

    def handle(self, *args, loop, **options):
        failed = self.tidy()
        while loop:
            time.sleep(PAUSE_SECONDS)
            close_old_connections()
            self.tidy()
        if failed:
            raise CommandError(f"À revoir : {', '.join(failed)}.")

    def tidy(self):
        """Do each chore, whatever became of the others; returns the names of those that failed."""
        failed = []
        for chore in CHORES:
            try:
                chore()
            except Exception:
                logger.exception("A chore failed: %s", chore.__name__)
                failed.append(chore.__name__)
        return failed
