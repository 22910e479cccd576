import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.module_loading import import_string

from portal.audit.sealer import seal_finished
from portal.vault.storage import sweep_orphans

PAUSE_SECONDS = 30
# What each room forgets in time; the foundations know no room by itself.
CHORES = ["casefiles.exchange.batches.purge_expired"]


class Command(BaseCommand):
    help = "Scelle le journal et efface ce qui doit l’être ; avec --loop, toutes les trente secondes."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true")

    def handle(self, *args, loop, **options):
        self.tidy()
        while loop:
            time.sleep(PAUSE_SECONDS)
            close_old_connections()
            self.tidy()

    def tidy(self):
        while seal_finished():
            pass
        for chore in CHORES:
            import_string(chore)()
        sweep_orphans()
        self.call_command("clearsessions")

    def call_command(self, name):
        from django.core.management import call_command

        call_command(name)
