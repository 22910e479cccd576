"""The current code of a demo account, for those who try the portal without a telephone at hand."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.accounts.models import TotpDevice
from portal.accounts.models.devices import STEP_SECONDS


class Command(BaseCommand):
    help = "Affiche le code actuel d’un compte de démonstration (machine d’essai seulement)."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        if not settings.PORTAL_DEMO:
            raise CommandError("Cette commande n’existe que sur une machine d’essai.")
        device = TotpDevice.objects.filter(user__email__iexact=email, confirmed=True).first()
        if device is None:
            raise CommandError(f"Pas d’application enregistrée pour {email}.")
        left = STEP_SECONDS - int(time.time()) % STEP_SECONDS
        self.stdout.write(device.current_code())
        self.stderr.write(f"Encore {left} s ; chaque code ne sert qu’une fois.")
