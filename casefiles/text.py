"""Text as it is searched: without accents, case or punctuation, the same on every database."""

import re
import unicodedata

_APART = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})


def normalise(text):
    """« Hélène  O’Connor » -> « helene o connor »."""
    text = unicodedata.normalize("NFKD", str(text or "").casefold().translate(_LETTERS))
    return _APART.sub(" ", "".join(c for c in text if not unicodedata.combining(c))).strip()


def search_key(*parts):
    """What a `search_key` column holds: the parts normalised, and each reference also without its hyphens."""
    words = [normalise(part) for part in parts if part]
    joined = [str(part).casefold().replace("-", "") for part in parts if part and "-" in str(part)]
    return " ".join([*words, *(normalise(part).replace(" ", "") for part in joined)])[:500]


def digits(text):
    """Only the digits: a national number or a telephone, however it was typed."""
    return "".join(c for c in str(text or "") if c.isdigit())


def telephone(text):
    """A telephone reduced to what identifies it: « 0478/12 34 56 » and « +32 478 12 34 56 » are one."""
    number = digits(text)
    if number.startswith("0032"):
        number = number[4:]
    elif number.startswith("32") and len(number) > 9:
        number = number[2:]
    return number.lstrip("0")
