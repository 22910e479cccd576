from django.core.management.base import BaseCommand, CommandError

from portal.audit.sealer import verify


class Command(BaseCommand):
    help = "Vérifie que rien n’a été changé, retiré ou déplacé dans le journal."

    def handle(self, *args, **options):
        problems = verify()
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("Le journal est intact.")
