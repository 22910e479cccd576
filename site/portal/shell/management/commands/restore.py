from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.shell.backup.errors import BackupError
from portal.shell.backup.restoring import check_archive, restore_backup


class Command(BaseCommand):
    help = "Remet en place une archive du portail, après l’avoir vérifiée en entier."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="archive écrite par la commande backup")
        parser.add_argument("--check", action="store_true", help="vérifie seulement, ne change rien")
        parser.add_argument("--force", action="store_true", help="remplace une base qui n’est pas vide")

    def handle(self, *args, file, check, force, **options):
        try:
            if check:
                manifest = check_archive(file)
                self.stdout.write(f"Archive bonne : {self.summary(manifest)}.")
                return
            manifest, opened = restore_backup(file, force=force)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restauré : {self.summary(manifest)}, {opened} valeurs chiffrées rouvertes.")
        self.stdout.write("Si le code est plus récent que l’archive : manage.py migrate.")

    def summary(self, manifest):
        lines = sum(manifest["rows"].values())
        return f"état du {manifest['made_at'][:16]} UTC, {lines} lignes, {len(manifest['files'])} fichiers"
