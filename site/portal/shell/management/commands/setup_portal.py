"""Everything a portal needs before its first visitor; safe to run again."""

from importlib import import_module

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from portal.crypto.canary import ForeignKeys, remember_keys, require_own_keys

SETUP_STEPS = [
    "content.setup.create_site",
    # After the site: communication staff start from its home page.
    "portal.accounts.setup.create_roles",
    "forms.setup.create_shipped_forms",
    "casefiles.setup.create_reference_data",
]
DEMO_ROOMS = ["portal.accounts", "content.directory", "forms", "content", "casefiles"]


class Command(BaseCommand):
    help = "Prépare le portail : rôles, pages, formulaires, listes ; avec --demo, un contenu fictif."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true")
        parser.add_argument("--migrate", action="store_true", help="d’abord « migrate », dans ce processus")

    def handle(self, *args, demo, migrate, **options):
        if demo and not settings.PORTAL_DEMO:
            raise CommandError("Le contenu de démonstration n’existe que sur une machine d’essai.")
        if migrate:
            call_command("migrate", verbosity=0)
        try:
            require_own_keys()
            remember_keys()
        except ForeignKeys as error:
            raise CommandError(str(error)) from error
        call_command("createcachetable")
        for step in SETUP_STEPS:
            import_string(step)()
        if demo:
            for room in DEMO_ROOMS:
                import_module(f"{room}.demo").create_demo()
        self.stdout.write("Le portail est prêt.")
