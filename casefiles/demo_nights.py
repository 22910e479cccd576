"""Where the fictional people slept, noted as they were met: from the street, most often, towards a home."""

import datetime

from django.utils import timezone

from casefiles.actions import NoteHousing
from casefiles.models import HousingSituation

# What comes after each step, for one file out of two, or out of three: situation, place.
_WAYS = (
    ((), ("emergency", "Abri de nuit (exemple)"), ("shelter", "Maison d’accueil (exemple)"), ()),
    ((), (), ("with_others", "Chez une sœur"), ("shelter", "Maison d’accueil (exemple)")),
    ((), ("unconventional", "Une caravane prêtée"), (), ("shelter", "Maison d’accueil (exemple)")),
)
_BEFORE_THE_HOME = {
    "threatened": ("eviction", "Rue de l’Exemple"),
    "leaving_shelter": ("shelter", "Maison d’accueil (exemple)"),
}


def sleep_somewhere(life, step, days_ago):
    """What is noted at the end of a step: the street first, then what was found, a home before the end."""
    if step == 0 and life.file.street_since:
        _note(
            life,
            days_ago,
            HousingSituation.STREET,
            "Autour de la gare",
            since=life.file.street_since,
            precision=life.file.street_since_precision,
        )
    elif step == 4:
        _note(life, days_ago, HousingSituation.HOME, "Rue de l’Exemple, La Louvière")
    elif 0 < step < 4 and (found := _WAYS[life.number % 3][step]):
        _note(life, days_ago, *found)


def keep_a_home(life, step, days_ago):
    """In the second programme: what came before the home, then the home."""
    if step == 0:
        found = _BEFORE_THE_HOME.get(life.home.home_state, (HousingSituation.HOME, "Rue de l’Exemple"))
        since = timezone.localdate() - datetime.timedelta(days=life.home.opened + 120)
        _note(life, days_ago, *found, since=since)
    elif step == 2 and life.home.home_state == "leaving_shelter":
        _note(life, days_ago, HousingSituation.HOME, "Rue de l’Exemple, La Louvière")


def _note(life, days_ago, situation, place, *, since=None, **data):
    since = since or timezone.localdate() - datetime.timedelta(days=days_ago)
    life.act(NoteHousing, life.file, days_ago, situation=situation, place=place, started_on=since, **data)
