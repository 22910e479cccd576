"""Text as it is searched: without accents, case or punctuation, the same on every database."""

import re
import unicodedata

import jellyfish

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


# Little words that come and go before a name: « El Amrani », « Amrani »; « Van den Bosch », « Bosch ».
_PARTICLES = frozenset(
    ("al", "el", "ben", "bin", "ibn", "abd", "de", "den", "der", "des", "di", "du", "da", "do", "dos", "la")
) | frozenset(("le", "les", "van", "von", "vande"))
# What French and its neighbours write in several ways and say in one, before the sound is looked for.
_SPELLINGS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"(?:ck|qu|kh|q)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"(?:sch|sh|tch)", "ch"),
        (r"(?:dj|g(?=[eiy]))", "j"),
        (r"bv", "v"),
        (r"th", "t"),
        (r"w", "v"),
        (r"^h(?=[aeiouy])", ""),
        (r"y", "i"),
        (r"(?<=..)[esxtdzp]+$", ""),
    )
]


def name_words(text):
    """The words of a name as they are compared: « N’Guyen » -> nguyen; « El Amrani » -> amrani."""
    words, initial = [], ""
    for word in normalise(text).split():
        if len(word) == 1:
            initial += word
            continue
        words.append(initial + word)
        initial = ""
    words += [initial] if initial else []
    return [word for word in words if word not in _PARTICLES] or words


def sound(word):
    """How one word of a name sounds, vowels left out: « Philippe » and « Filip » are one."""
    for pattern, said in _SPELLINGS:
        word = pattern.sub(said, word)
    return (jellyfish.metaphone(word) or word)[:20]


def sound_key(first_name, last_name):
    """What `Person.sound_key` holds: one sound of each name, in an order that does not say which is which."""
    pair = [sound(words[0]) for words in (name_words(first_name), name_words(last_name)) if words]
    return " ".join(sorted(pair))


def sound_keys(first_name, last_name):
    """The keys under which this person may stand: any first name said with any last name."""
    firsts = [sound(word) for word in name_words(first_name)[:4]] or [""]
    lasts = [sound(word) for word in name_words(last_name)[:4]] or [""]
    return {" ".join(sorted(filter(None, (first, last)))) for first in firsts for last in lasts} - {""}
