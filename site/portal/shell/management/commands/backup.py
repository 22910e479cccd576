from django.core.management.base import BaseCommand, CommandError

from portal.shell.backup.errors import BackupError
from portal.shell.backup.making import forget_old, make_backup


class Command(BaseCommand):
    help = "Écrit dans un dossier une archive de tout le portail, sauf les clés."

    def add_arguments(self, parser):
        parser.add_argument("folder", help="dossier qui reçoit l’archive")
        parser.add_argument("--keep-days", type=int, help="efface ensuite les archives plus anciennes")

    def handle(self, *args, folder, keep_days, **options):
        try:
            path = make_backup(folder)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(path))
        if keep_days:
            for name in forget_old(folder, keep_days):
                self.stdout.write(f"Effacée : {name}")
