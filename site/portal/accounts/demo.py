"""Demo accounts: one per role, plainly fictional, on a machine of one's own only."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from portal.accounts.models import TotpDevice, User
from portal.accounts.roles import Role

DEMO_PASSWORD = "heberge-toit-demo"  # noqa: S105 (printed at each start, on a machine of one's own)
DEMO_PEOPLE = [
    ("communication@example.org", "Camille", "Fictive", [Role.COMMUNICATION]),
    ("referente@example.org", "Robin", "Exemple", [Role.CASE_MANAGER]),
    ("referent2@example.org", "Sacha", "Modèle", [Role.CASE_MANAGER]),
    ("referent3@example.org", "Noa", "Prototype", [Role.CASE_MANAGER]),
    ("coordination@example.org", "Dominique", "Imaginaire", [Role.COORDINATION]),
    ("donnees@example.org", "Alix", "Échantillon", [Role.DATA_OFFICER]),
    ("dpo@example.org", "Maxime", "Inventé", [Role.DATA_PROTECTION]),
    ("admin@example.org", "Lou", "Factice", [Role.ADMINISTRATOR]),
    ("partenaire@example.org", "Andrea", "Partenaire-Fictive", [Role.PARTNER]),
]


@transaction.atomic
def create_demo():
    """Create the eight people that are missing; leave the others as they are."""
    if not settings.PORTAL_DEMO:
        raise RuntimeError("Demo accounts exist on a machine of one's own only.")
    # They all share it: slow on purpose, it is made once.
    password = make_password(DEMO_PASSWORD)
    for email, first_name, last_name, roles in DEMO_PEOPLE:
        if User.objects.filter(email=email).exists():
            continue
        user = User.objects.create_user(email, first_name=first_name, last_name=last_name, roles=roles)
        User.objects.filter(pk=user.pk).update(password=password)
        TotpDevice.objects.create(user=user, name="Application de démonstration", confirmed=True)
