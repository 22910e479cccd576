"""Who stands around the fictional people, and where they were sent; roles that end soon among them."""

import datetime

from django.utils import timezone

from casefiles.actions import AddToNetwork, EndInNetwork, ReferOut, TellOutcome
from content.directory.models import Service

# role, name, words of the service or None, days until its end (from today) or None
_ROLES = (
    ("oriented", "", "Éducateurs de rue", None),
    ("co_work", "Camille Fictive", "Trois Portes", 12),
    ("welfare", "", "CPAS Exemple – Service social", None),
    ("health", "Docteure Exemple", None, None),
    ("friend", "Un ami (exemple)", None, None),
    ("guardian", "Maître Fictif", None, 200),
    ("landlord", "Madame Propriétaire-Exemple", None, None),
    ("family", "Une sœur (exemple)", None, None),
)
_REASONS = (
    ("Panier", "Des colis alimentaires le temps que le revenu arrive.", "taken_on"),
    ("Banc", "Un endroit au chaud la journée, et une douche.", "waiting"),
    ("CPAS Exemple – Le Rœulx", "Une adresse de référence.", "refused"),
    ("Rabot", "Reprendre un rythme par un atelier.", "declined"),
)


def surround(life):
    """The roles and orientations of one file still open, a few more in some than in others."""
    life.file.refresh_from_db()
    if life.story.stage in (0, 5) or life.file.is_closed:
        return
    opened, today, number = life.story.opened, timezone.localdate(), life.number
    for place, (role, name, words, until) in enumerate(_ROLES[: 3 + number % 6]):
        if until is not None and number % 3 == 1:
            until = -5 if role == "co_work" else until
        since = today - datetime.timedelta(days=max(opened - 4 * place, 1))
        service = _service(life.demo, words)
        row = life.act(
            AddToNetwork,
            life.file,
            max(opened - 4 * place, 1),
            role=role,
            name=name or ("" if service else "Service (exemple)"),
            service=service,
            started_on=since,
            until=today + datetime.timedelta(days=until) if until else None,
            note="On se téléphone chaque mois, avec l’accord de la personne." if role == "co_work" else "",
        )
        if role == "health" and number % 4 == 0:
            life.act(EndInNetwork, row, 1, ended_on=today - datetime.timedelta(days=1))
    _send(life, today)


def _send(life, today):
    words, reason, outcome = _REASONS[life.number % len(_REASONS)]
    days = min(20, life.story.opened - 1)
    service = _service(life.demo, words)
    if service is None or days < 6:
        return
    waits = outcome == "waiting"
    outward = life.act(
        ReferOut,
        life.file,
        days,
        service=service,
        referred_on=today - datetime.timedelta(days=days),
        reason=reason,
        ask_on=today + datetime.timedelta(days=3) if waits else None,
    )
    if not waits:
        told = today - datetime.timedelta(days=5)
        life.act(TellOutcome, outward, 5, outcome=outcome, outcome_on=told)


def _service(demo, words):
    """The service of the demonstration whose name has these words, asked for once."""
    if not hasattr(demo, "services"):
        demo.services = list(Service.objects.order_by("pk"))
    return next((one for one in demo.services if words and words in one.name), None)
