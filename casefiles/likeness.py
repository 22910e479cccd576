"""How much two identities look like one person: what matches, what does not, and how sure that makes us.

Plain functions of what is given to them: no query.
"""

import datetime
from dataclasses import dataclass, field

import jellyfish

from casefiles.text import name_words, sound

SURE, LIKELY, POSSIBLE = "sure", "likely", "possible"
LEVELS = (SURE, LIKELY, POSSIBLE)
LEVEL_WORDS = {
    SURE: "très probablement la même personne",
    LIKELY: "probablement la même personne",
    POSSIBLE: "peut-être la même personne",
}
# Jaro-Winkler: from here on two names are one; from there on they are close.
SAME, CLOSE = 0.985, 0.88


@dataclass(frozen=True)
class Identity:
    """What is compared. The numbers are their blind indexes: they are never decrypted for this."""

    first_name: str = ""
    last_name: str = ""
    birth_date: datetime.date | None = None
    national_number_index: str = ""
    phone_index: str = ""

    @classmethod
    def of(cls, record):
        return cls(
            record.first_name,
            record.last_name,
            record.birth_date,
            record.national_number_index,
            record.phone_index,
        )


@dataclass(frozen=True)
class Likeness:
    level: str
    matches: list = field(default_factory=list)
    differs: list = field(default_factory=list)

    @property
    def words(self):
        return LEVEL_WORDS[self.level]


def likeness(one, other):
    """The Likeness of two identities, or None when nothing says that they are one person."""
    name, name_words_ = _names(one, other)
    birth, birth_words = _births(one.birth_date, other.birth_date)
    number = _equal(one.national_number_index, other.national_number_index)
    phone = _equal(one.phone_index, other.phone_index)
    level = _level(name, birth, number, phone is True)
    if level is None:
        return None
    matches = [
        words
        for found, words in (
            (number is True, "même numéro national"),
            (name != "", name_words_),
            (birth in ("same", "swapped"), birth_words),
            (phone is True, "même téléphone"),
        )
        if found
    ]
    differs = [
        words
        for found, words in (
            (number is False, "numéros nationaux différents"),
            (name == "", "noms différents"),
            (birth == "other", birth_words),
        )
        if found
    ]
    return Likeness(level, matches, differs)


def swapped_day(day):
    """3 April for 4 March: a date read the English way round; None when there is no such day."""
    if day is None or day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)


def _level(name, birth, number, phone):
    if number is True:
        return SURE
    if number is False:
        # Two numbers are two people, unless one was mistyped.
        return POSSIBLE if name == "same" and birth == "same" else None
    if name == "same":
        return {"same": SURE, "swapped": LIKELY}.get(birth, LIKELY if phone else POSSIBLE)
    if name == "close":
        if birth in ("same", "swapped") or (phone and birth == ""):
            return LIKELY
        return POSSIBLE if birth == "" or phone else None
    if phone and birth in ("same", "swapped"):
        return LIKELY
    return POSSIBLE if phone else None


def _equal(one, other):
    """True, False, or None when one of the two is not known."""
    return one == other if one and other else None


def _names(one, other):
    """("same" | "close" | "", words)."""
    straight = _score([(one.last_name, other.last_name)], maybe=(one.first_name, other.first_name))
    crossed = _score([(one.first_name, other.last_name), (one.last_name, other.first_name)])
    score, is_crossed = (straight, False) if straight >= crossed else (crossed, True)
    if score < CLOSE:
        return "", ""
    if score >= SAME:
        return "same", "même nom, prénom et nom inversés" if is_crossed else "même nom et même prénom"
    return "close", "nom proche, prénom et nom inversés" if is_crossed else "nom et prénom proches"


def _score(pairs, maybe=None):
    """The less alike of the names decides; all of `pairs` must be known, `maybe` counts when it is."""
    words = [(name_words(one), name_words(other)) for one, other in pairs]
    if not all(one and other for one, other in words):
        return 0.0
    if maybe is not None and all(name_words(name) for name in maybe):
        words.append(tuple(name_words(name) for name in maybe))
    return min(_alike(one, other) for one, other in words)


def _alike(one, other):
    whole = jellyfish.jaro_winkler_similarity("".join(one), "".join(other))
    # « Jean-Pierre » and « Jean », « Philippe » and « Filip »: one word said in common is close, not equal.
    in_common = {sound(word) for word in one} & {sound(word) for word in other}
    return max(whole, 0.95 if in_common else 0.0)


def _births(one, other):
    if one is None or other is None:
        return "", ""
    if one == other:
        return "same", f"même date de naissance ({one:%d/%m/%Y})"
    if one == swapped_day(other):
        return "swapped", f"jour et mois de naissance inversés ({one:%d/%m/%Y} et {other:%d/%m/%Y})"
    return "other", f"dates de naissance différentes ({one:%d/%m/%Y} et {other:%d/%m/%Y})"
