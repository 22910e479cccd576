"""The first administrator of a new installation: a link, never a password on a command line."""

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.accounts.actions.invite import invite
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.setup import create_roles
from portal.audit.journal import record


class Command(BaseCommand):
    help = "Crée un compte d’administration (ou lui rend l’accès) et affiche son lien d’accès."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--first-name", default="Administration")
        parser.add_argument("--last-name", default="Portail")

    @transaction.atomic
    def handle(self, *args, email, first_name, last_name, **options):
        create_roles()
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User.objects.create_user(
                email, first_name=first_name, last_name=last_name, roles=[Role.ADMINISTRATOR]
            )
            record("user.created", target=str(user.pk), details={"by": "command"})
        elif Role.ADMINISTRATOR not in user.roles:
            self.stderr.write("Ce compte existe et garde ses rôles.")
        self.stdout.write(invite(user))
