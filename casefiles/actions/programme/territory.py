"""The territory of a programme, as lines: « 7100 La Louvière »."""

import re

from casefiles.actions.base import Refused
from casefiles.models import TerritoryPlace
from forms.definition import municipalities

MAX_PLACES = 300
_LINE = re.compile(r"(\d{4})(?:[\s,;–-]+(.+))?")


def read(programme):
    return [f"{code} {name}" for code, name in programme.territory.values_list("postal_code", "name")]


def write(programme, text):
    """Replace the territory by what the lines say."""
    places = parse(text)
    kept = {(place.postal_code, place.name): place for place in programme.territory.all()}
    for key, place in kept.items():
        if key not in places:
            place.delete()
    TerritoryPlace.objects.bulk_create(
        TerritoryPlace(programme=programme, postal_code=code, name=name)
        for code, name in places
        if (code, name) not in kept
    )


def parse(text):
    """[(postal code, name)] of the lines; raises Refused with the line that is not understood."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    found = list(dict.fromkeys(_place(number, line) for number, line in enumerate(lines, start=1) if line))
    if len(found) > MAX_PLACES:
        raise Refused(f"Pas plus de {MAX_PLACES} localités : regroupez-en.", "places")
    return found


def _place(number, line):
    match = _LINE.fullmatch(line)
    code, name = match.groups() if match else (municipalities.recognise(line), line)
    name = name or municipalities.MUNICIPALITIES.get(code, "").partition(" (")[0]
    if not code or not name:
        raise Refused(
            f"Ligne {number}, « {line[:60]} » : écrivez un code postal puis un nom, comme "
            "« 7100 La Louvière ».",
            "places",
        )
    if len(name) > TerritoryPlace._meta.get_field("name").max_length:
        raise Refused(f"Ligne {number} : ce nom est trop long.", "places")
    return code, name
