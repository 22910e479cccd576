"""What every role around the person must respect, whoever writes it."""

import datetime

from casefiles.actions.base import Refused
from casefiles.models import Involvement, NetworkRole

REASON_NEEDED = "Écrivez pourquoi : ce que la personne va y chercher."
LONG_AGO = datetime.date(1920, 1, 1)
FAR = 50


def asking_words(service, referred_on):
    """What the reminder of an orientation says."""
    return f"Demander à {service} ce que devient l’orientation du {referred_on:%d/%m/%Y}."


def check_sent(referred_on, today):
    """Raise Refused for an orientation of another age, or one that is still to come."""
    if referred_on > today:
        raise Refused("Cette date est dans le futur : notez une orientation déjà faite.", "future")
    if referred_on < LONG_AGO:
        raise Refused("Cette date est trop ancienne : vérifiez l’année.", "long_ago")


def check_role(role, service, name):
    """Raise Refused for a role that nobody holds, or that is not in the list."""
    if role not in NetworkRole.values:
        raise Refused("Choisissez un rôle dans la liste.", "role")
    if service is None and not (name or "").strip():
        raise Refused(
            "Choisissez un service de l’annuaire, ou écrivez un nom : il faut au moins l’un des deux.", "who"
        )


def check_days(started_on, until, ended_on, today):
    """Raise Refused for days in the wrong order, of another age, or that are still to come."""
    if started_on > today:
        raise Refused("Ce début est dans le futur : notez un rôle qui a déjà commencé.", "future")
    if started_on < LONG_AGO:
        raise Refused("Cette date est trop ancienne : vérifiez l’année.", "long_ago")
    if until is not None:
        _check_until(started_on, until, today)
    if ended_on is not None:
        _check_end(started_on, ended_on, today)


def _check_until(started_on, until, today):
    if until < started_on:
        raise Refused("La fin prévue précède le début : vérifiez les deux dates.", "until_before")
    if until.year > today.year + FAR:
        raise Refused(f"Vérifiez l’année : {until.year:04d} est trop loin.", "until_far")


def _check_end(started_on, ended_on, today):
    if ended_on < started_on:
        raise Refused("Ce rôle se termine avant d’avoir commencé : vérifiez les deux dates.", "end_before")
    if ended_on > today:
        raise Refused("Cette fin est à venir : notez-la comme « prévu jusqu’au ».", "end_future")


def check_once(case_file, role, service, *, but=None):
    """Raise Refused when this service holds this role here already."""
    if service is None:
        return
    same = Involvement.objects.filter(case_file=case_file, role=role, service=service, ended_on__isnull=True)
    if same.exclude(pk=but).exists():
        raise Refused(f"{service} tient déjà ce rôle : corrigez-le, ou terminez-le d’abord.", "twice")
