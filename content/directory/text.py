"""Text made comparable: no accents, no case, no typographic variants."""

import unicodedata

from django.utils.text import slugify

_SAME = str.maketrans(
    {"’": "'", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "}
)


def search_key(*parts):
    """What is stored and what is looked for, brought to one form: « Éveil » and « eveil » are the same."""
    joined = " ".join(str(part) for part in parts if part).translate(_SAME)
    decomposed = unicodedata.normalize("NFKD", joined)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char) and char.isprintable())
    return " ".join(bare.casefold().split())


def readable_slug(name):
    """« Maison d’accueil » gives maison-d-accueil, and not maison-daccueil."""
    return slugify(name.translate(_SAME).replace("'", "-").replace("·", ""))
