"""Who looks like whom: spelling, accents, swapped names, a date read the other way round."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.likeness import Identity, likeness, swapped_day
from casefiles.text import sound, sound_key, sound_keys

Date = datetime.date
BORN = Date(1990, 4, 3)


def like(one, other, *, born=(BORN, BORN), numbers=("", ""), phones=("", "")):
    first, second = (
        Identity(name.split("|")[0], name.split("|")[1], birth, number, phone)
        for name, birth, number, phone in zip((one, other), born, numbers, phones, strict=True)
    )
    return likeness(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hélène|Lefèvre", "helene|LEFEVRE"),
        ("Camille|N’Guyen", "Camille|Nguyen"),
        ("Camille|N'Guyen", "Nguyen|Camille"),
        ("Jean-Pierre|Exemple", "Jean Pierre|Exemple"),
        ("François|O’Connor", "Francois|OConnor"),
        ("Fatima|El Amrani", "Fatima|Amrani"),
    ],
)
def test_one_name_written_twice_is_one_name(one, other):
    found = like(one, other)
    assert found.level == "sure"
    assert any("même nom" in words for words in found.matches)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hélène|Lefebvre", "Hélène|Lefèvre"),
        ("Mohamed|Exemple", "Mohammed|Exemple"),
        ("Camille|Dupont", "Camille|Dupond"),
        ("Philippe|Exemple", "Filip|Exemple"),
        ("Camille|Dupont-Martin", "Camille|Dupont"),
        ("Nguien|Camille", "Camille|Nguyen"),
    ],
)
def test_names_that_are_close_are_said_to_be_close(one, other):
    assert like(one, other).level in ("likely", "sure")
    first, last = other.split("|")
    assert sound_key(*one.split("|")) in sound_keys(first, last) or sound_key(first, last) in sound_keys(
        *one.split("|")
    ), "the database would not find it"


def test_the_day_and_the_month_the_other_way_round():
    found = like("Camille|Exemple", "Camille|Exemple", born=(Date(1990, 4, 3), Date(1990, 3, 4)))
    assert found.level == "likely"
    assert "jour et mois de naissance inversés (03/04/1990 et 04/03/1990)" in found.matches


@pytest.mark.parametrize(
    ("day", "expected"),
    [(Date(1990, 4, 3), Date(1990, 3, 4)), (Date(1990, 4, 13), None), (Date(1990, 4, 4), None), (None, None)],
)
def test_not_every_date_can_be_read_the_other_way_round(day, expected):
    assert swapped_day(day) == expected


class TestHowSure:
    def test_the_same_number_is_enough(self):
        found = like("Un|Nom", "Autre|Chose", born=(None, None), numbers=("a", "a"))
        assert (found.level, found.matches, found.differs) == (
            "sure",
            ["même numéro national"],
            ["noms différents"],
        )

    def test_two_numbers_are_two_people_unless_all_the_rest_is_one(self):
        assert like("Camille|Exemple", "Camille|Autre", numbers=("a", "b")) is None
        assert like("Camille|Exemple", "Camille|Exemple", numbers=("a", "b")).level == "possible"

    def test_a_namesake_born_another_day_is_only_perhaps(self):
        found = like("Camille|Exemple", "Camille|Exemple", born=(BORN, Date(1970, 1, 1)))
        assert found.level == "possible"
        assert any("différentes" in words for words in found.differs)

    def test_a_close_name_born_another_day_is_nobody(self):
        assert like("Camille|Dupont", "Camille|Dupond", born=(BORN, Date(1970, 1, 1))) is None

    def test_a_telephone_is_shared_in_a_household(self):
        assert like("Un|Nom", "Autre|Chose", born=(None, None), phones=("p", "p")).level == "possible"
        assert (
            like("Camille|Dupont", "Camille|Dupond", born=(None, None), phones=("p", "p")).level == "likely"
        )

    def test_the_same_birthday_alone_says_nothing(self):
        assert like("Un|Nom", "Autre|Chose") is None

    def test_nothing_known_looks_like_nobody(self):
        assert like("|", "|", born=(None, None)) is None


NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=30)


@given(NAMES, NAMES, NAMES, NAMES)
def test_it_does_not_matter_who_comes_first(a, b, c, d):
    one, other = Identity(a, b, BORN), Identity(c, d, BORN)
    forth, back = likeness(one, other), likeness(other, one)
    assert (forth and forth.level) == (back and back.level)


@given(NAMES, NAMES)
def test_a_name_is_found_under_its_own_key_and_swapped(first, last):
    key = sound_key(first, last)
    assert len(key) <= 120
    if key:
        assert key in sound_keys(first, last)
        assert key in sound_keys(last, first)


@given(NAMES)
def test_every_word_has_a_sound(word):
    assert len(sound(word)) <= 20
