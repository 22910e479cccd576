"""Two persons said to be two: remembered once, taken back, and faithful through merges."""

import pytest

from casefiles.actions import (
    CloseFile,
    ForgetDistinctPersons,
    MergePersons,
    Refused,
    RememberDistinctPersons,
    UndoMerge,
)
from casefiles.actions.people.pairs import pair_between
from casefiles.duplicates import known_like, likely_pairs
from casefiles.models import DistinctPersons, ExitReason
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(case_manager, programme):
    """Four people who look alike; the file of the first alone is open, so that they may be merged."""
    found = []
    for index, name in enumerate(("Lefèvre", "Lefebvre", "Lefeuvre", "Lefévre")):
        case_file = make.opened_file(case_manager, programme, last_name=name, phone=f"0470 00 00 0{index}")
        if index:
            reason = ExitReason.objects.first()
            CloseFile(case_manager, case_file, reason=reason, note="Sortie fictive, avant la fin.").execute()
        found.append(case_file.person)
    return found


def say(actor, one, other, reason="Deux cousines"):
    return RememberDistinctPersons(actor, one, other=other, reason=reason).execute()


def merged(actor, kept, other):
    for person in (kept, other):
        person.refresh_from_db()
    return MergePersons(actor, kept, merged=other, reason="Même carte présentée").execute()


def undone(actor, merge):
    merge.refresh_from_db()
    return UndoMerge(actor, merge, reason="Deux personnes").execute()


def said():
    """Who is said to be two, whatever the order."""
    return {frozenset((row.first_id, row.second_id)) for row in DistinctPersons.objects.all()}


def two(one, other):
    return frozenset((one.pk, other.pk))


class TestRemembering:
    def test_it_is_in_the_journal_of_both_without_a_word_of_it(self, people, coordination):
        say(coordination, people[0], people[1], reason="La carte d’identité le dit")
        entries = JournalEntry.objects.filter(action="person.distinguished")
        files = {person.case_files.get().pk for person in people[:2]}
        assert {entry.subject for entry in entries} == files
        assert "carte" not in str([(entry.details, entry.reason) for entry in entries])

    def test_said_twice_it_is_written_once(self, people, coordination):
        first = say(coordination, people[0], people[1])
        assert say(coordination, people[1], people[0], reason="Autre motif") == first
        assert JournalEntry.objects.filter(action="person.distinguished").count() == 2

    def test_only_by_coordination_of_two_people_in_sight(self, people, coordination, case_manager, programme):
        with pytest.raises(Refused, match="coordination"):
            say(case_manager, people[0], people[1])
        with pytest.raises(Refused, match="différentes"):
            say(coordination, people[0], people[0])
        with pytest.raises(Refused, match="portée"):
            say(coordination, people[0], make.PersonFactory())
        merged(coordination, people[0], people[1])
        people[1].refresh_from_db()
        with pytest.raises(Refused, match="déjà fusionnée"):
            say(coordination, people[1], people[2])

    def test_taken_back_it_is_proposed_again(self, people, coordination, case_manager):
        pair = say(coordination, people[0], people[1])
        key = two(people[0], people[1])
        assert key not in {two(row.one, row.other) for row in likely_pairs(coordination)}
        with pytest.raises(Refused, match="coordination"):
            ForgetDistinctPersons(case_manager, pair).execute()
        ForgetDistinctPersons(coordination, pair).execute()
        assert key in {two(row.one, row.other) for row in likely_pairs(coordination)}
        assert JournalEntry.objects.filter(action="person.distinction_forgotten").count() == 2
        with pytest.raises(Refused, match="déjà repris"):
            ForgetDistinctPersons(coordination, pair).execute()


class TestMerges:
    def test_it_follows_who_is_merged_and_comes_back(self, people, coordination):
        kept, gone, other, _last = people
        before = say(coordination, gone, other)
        merge = merged(coordination, kept, gone)
        assert said() == {two(kept, other)}
        undone(coordination, merge)
        assert said() == {two(gone, other)}
        again = pair_between(gone.pk, other.pk)
        assert (again.said_at, again.by, again.reason) == (before.said_at, coordination, "Deux cousines")

    def test_merging_the_two_themselves_takes_it_away_until_it_is_undone(self, people, coordination):
        kept, gone, *_others = people
        before = say(coordination, kept, gone)
        merge = merged(coordination, kept, gone)
        assert said() == set()
        undone(coordination, merge)
        again = DistinctPersons.objects.get()
        assert said() == {two(kept, gone)}
        assert (again.said_at, again.by, again.reason) == (before.said_at, coordination, "Deux cousines")

    def test_said_of_both_it_stands_once_and_comes_apart_again(self, people, coordination):
        kept, gone, other, _last = people
        say(coordination, kept, other, reason="Dite la première")
        say(coordination, gone, other, reason="Dite ensuite")
        merge = merged(coordination, kept, gone)
        assert DistinctPersons.objects.get().reason == "Dite la première"
        undone(coordination, merge)
        assert said() == {two(kept, other), two(gone, other)}
        assert pair_between(gone.pk, other.pk).reason == "Dite ensuite"

    def test_taken_back_meanwhile_it_stays_taken_back(self, people, coordination):
        kept, gone, other, _last = people
        pair = say(coordination, gone, other)
        merge = merged(coordination, kept, gone)
        pair.refresh_from_db()
        ForgetDistinctPersons(coordination, pair).execute()
        undone(coordination, merge)
        assert said() == set()

    def test_through_two_merges_and_back(self, people, coordination):
        kept, gone, other, last = people
        say(coordination, gone, other)
        first = merged(coordination, kept, gone)
        second = merged(coordination, last, other)
        assert said() == {two(kept, last)}
        undone(coordination, first)
        assert said() == {two(gone, last)}
        undone(coordination, second)
        assert said() == {two(gone, other)}

    def test_a_pair_that_went_away_comes_back_to_who_stands_there_now(self, people, coordination):
        kept, gone, other, last = people
        say(coordination, kept, other)
        say(coordination, gone, other)
        first = merged(coordination, kept, gone)
        merged(coordination, last, other)
        undone(coordination, first)
        assert said() == {two(kept, last), two(gone, last)}

    def test_merges_made_before_this_are_undone_too(self, people, coordination):
        merge = merged(coordination, people[0], people[1])
        merge.before = {name: value for name, value in merge.before.items() if name != "distinct"}
        merge.save()
        undone(coordination, merge)
        assert said() == set()


class TestAdmission:
    def test_surely_one_of_two_the_other_is_not_proposed(self, case_manager, programme, coordination, people):
        """The national number says who it is; who was told apart from her is shown, no more."""
        asked, apart, *_others = people
        asked.national_number = "90.04.02-001.23"
        asked.save()
        again = make.received_referral(
            programme, last_name="Lefèvre", phone="", national_number="90.04.02-001.23"
        )
        known = {row.person.pk: row for row in known_like(coordination, again)}
        assert not known[apart.pk].is_settled
        say(coordination, asked, apart)
        known = {row.person.pk: row for row in known_like(coordination, again)}
        assert known[apart.pk].is_settled
        assert [other.pk for other, _said in known[asked.pk].told_apart] == [apart.pk]
        assert not known[asked.pk].is_settled

    def test_a_doubt_leaves_both_to_choose(self, programme, coordination, people):
        say(coordination, people[0], people[1])
        again = make.received_referral(programme, last_name="Lefèvre", phone="", birth_date=None)
        known = {row.person.pk: row for row in known_like(coordination, again)}
        assert not any(row.is_settled for row in known.values())
        assert known[people[0].pk].told_apart
