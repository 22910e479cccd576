"""Among 20 000 people: found by indexes, in a fixed number of questions, whatever the common names."""

import time

import pytest
from django.db import connection

from casefiles.duplicates import known_like, likely_pairs
from casefiles.models import Person
from casefiles.text import search_key, sound_key
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db

PEOPLE = 20_000
SYLLABLES = ["ba", "do", "fi", "gu", "ke", "lo", "mi", "nu", "pa", "ro", "si", "tu", "va", "ze", "cha", "bre"]


def name(number):
    """A fictional name of four syllables: as many as there are numbers."""
    return "".join(SYLLABLES[number // 16**place % 16] for place in range(4)).capitalize()


@pytest.fixture
def town():
    people = []
    for number in range(PEOPLE):
        first, last = name(number * 7 % 65536), name(number)
        people.append(
            Person(
                first_name=first,
                last_name=last,
                birth_date=make.day(7000 + number % 15_000),
                search_key=search_key(first, last),
                sound_key=sound_key(first, last),
            )
        )
    Person.objects.bulk_create(people, batch_size=1000)


def test_known_among_twenty_thousand(
    town, programme, case_manager, coordination, django_assert_max_num_queries
):
    make.opened_file(case_manager, programme, first_name="Hélène", last_name="N’Guyen", phone="0499 00 00 00")
    again = make.received_referral(
        programme, first_name="Nguyen", last_name="Hélene", birth_date="1990-02-04"
    )
    with django_assert_max_num_queries(8):
        begin = time.monotonic()
        found = known_like(coordination, again)
        took = time.monotonic() - begin
    assert [row.person.last_name for row in found] == ["N’Guyen"]
    assert found[0].likeness.level == "likely"
    assert took < 1, "an index is missing"


def test_every_way_in_stands_on_an_index():
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, Person._meta.db_table)
    indexed = {tuple(row["columns"]) for row in constraints.values() if row["index"] or row["unique"]}
    for column in ("sound_key", "birth_date", "phone_index", "national_number_index"):
        assert (column,) in indexed, column


def test_pairs_among_twenty_thousand_are_bounded(town, programme, case_manager, coordination):
    for number in range(30):
        for last in (f"{name(number)}", f"{name(number)}e"):
            person = make.PersonFactory(
                first_name="Camille", last_name=last, birth_date=make.day(9000 + number)
            )
            make.CaseFileFactory(programme=programme, case_manager=case_manager, person=person)
    begin = time.monotonic()
    pairs = likely_pairs(coordination)
    took = time.monotonic() - begin
    assert len(pairs) == 30
    assert took < 3


def test_a_very_common_name_stops_somewhere(programme, case_manager, coordination):
    for _number in range(40):
        make.CaseFileFactory(
            programme=programme,
            case_manager=case_manager,
            person__last_name="Exemple",
            person__birth_date=None,
        )
    assert len(known_like(coordination, make.received_referral(programme, phone=""))) == 6
