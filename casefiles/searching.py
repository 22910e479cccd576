"""What one searches by: words of a reference or a name, a telephone, a national number.

Names and references stand in a `search_key` without accents; numbers are looked up by their blind index only.
"""

import re

from django.db.models import Q

from casefiles.models.person import national_number_index, phone_index
from casefiles.recognised import former_number, standing
from casefiles.text import digits, normalise

MAX_WORDS = 6
_NUMBER = re.compile(r"[\d\s./+()\-]+")
LEAST_DIGITS = 8


def looks_like_number(text):
    """Whether this may be a telephone or a national number: « 0478/12.34.56 », « 90.04.02-123.45 »."""
    return bool(_NUMBER.fullmatch(text.strip())) and len(digits(text)) >= LEAST_DIGITS


def matching(text, *, key="search_key", person=""):
    """The condition under which a row matches; `person` is the way to who has the telephone."""
    words = Q()
    for word in normalise(text).split()[:MAX_WORDS]:
        words &= Q(**{f"{key}__contains": word})
    if not looks_like_number(text):
        return words
    number = national_number_index(text)
    numbers = Q(**{f"{person}phone_index": phone_index(text)})
    numbers |= Q(**{f"{person}national_number_index": number})
    # A number that a merge left aside still leads to her file.
    row = former_number(number) if person else None
    return words | numbers | (Q(**{f"{person}pk": standing(row).pk}) if row else Q(pk__in=()))
