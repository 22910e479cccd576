import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from portal.audit.sealer import seal_finished
from portal.vault.storage import sweep_orphans

PAUSE_SECONDS = 30


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
        sweep_orphans()
        self.call_command("clearsessions")

    def call_command(self, name):
        from django.core.management import call_command

        call_command(name)
