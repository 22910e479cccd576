"""The 261 municipalities of Wallonia by their main postal code, and Brussels: the answers people give most.

Any other place is kept as typed. Source: the federal list of municipalities, after the mergers of 2024.
"""

import csv
import unicodedata
from pathlib import Path

with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as _rows:
    MUNICIPALITIES = {row["postal_code"]: row["name"] for row in csv.DictReader(_rows)}
OTHER = "autre"
# The old villages of La Louvière: people name where they sleep, not their town hall.
_VILLAGES = {
    "7100": ("Haine-Saint-Paul", "Haine-Saint-Pierre", "Saint-Vaast", "Trivières"),
    "7110": ("Houdeng-Aimeries", "Houdeng-Gœgnies", "Strépy-Bracquegnies", "Maurage", "Boussoit"),
}


def folded(value):
    """Without accents, case, ligatures or punctuation: « LE ROEULX » finds « Le Rœulx »."""
    spelled = (
        value.replace("œ", "oe").replace("Œ", "oe").replace("’", " ").replace("'", " ").replace("-", " ")
    )
    plain = unicodedata.normalize("NFKD", spelled)
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).casefold().split())


_BY_NAME = {folded(village): code for code, villages in _VILLAGES.items() for village in villages}
for _code, _name in MUNICIPALITIES.items():
    _BY_NAME.setdefault(folded(_name.partition(" (")[0]), _code)


def recognise(typed):
    """The postal code of a place typed as a code, a name, or both; None when it is not in the list."""
    code = typed[:4]
    if code in MUNICIPALITIES and not typed[4:5].isdigit():
        return code
    return _BY_NAME.get(folded(typed))


def known_names():
    """{folded name: postal code}: all that `recognise` reads beside the codes themselves."""
    return dict(_BY_NAME)


def label_of(answer):
    """« 7100 La Louvière » for a postal code of the list; anything else as it is."""
    return f"{answer} {MUNICIPALITIES[answer]}" if answer in MUNICIPALITIES else answer
