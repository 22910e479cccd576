"""Two records of one person come together, and come apart again exactly as they were."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefiles.actions import (
    AddHouseholdMember,
    AdmitReferral,
    CloseFile,
    CorrectPerson,
    MergePersons,
    Refused,
    SetHousehold,
    UndoMerge,
)
from casefiles.duplicates import known_like
from casefiles.models import CaseFile, ExitReason, Household, HouseholdMember, Person, Programme
from casefiles.searching import matching
from casefiles.setup import create_reference_data
from portal.audit.models import JournalEntry
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db

FIELDS = ("first_name", "last_name", "birth_date", "gender", "national_number", "phone", "email", "note")


def closed(case_manager, case_file):
    return CloseFile(
        case_manager, case_file, reason=ExitReason.objects.first(), note="Sortie fictive, avant la fin."
    ).execute()


@pytest.fixture
def two(case_manager, programme):
    """Two files of two persons, the second closed."""
    kept = make.opened_file(case_manager, programme, phone="0470 11 11 11", national_number="90.04.02-001.23")
    other = make.opened_file(case_manager, programme, first_name="Camile", phone="0470 22 22 22")
    closed(case_manager, other)
    return kept.person, other.person


def merged(actor, kept, other, **values):
    return MergePersons(
        actor, kept, merged=other, values=values, reason="Même carte d’identité présentée"
    ).execute()


def picture(*people):
    """Everything that a merge may touch, as the database has it."""
    found = {}
    for person in Person.objects.filter(pk__in=[row.pk for row in people]):
        found[person.pk] = [getattr(person, name) for name in FIELDS]
        found[person.pk] += [person.search_key, person.sound_key, person.merged_into_id, person.phone_index]
        files = CaseFile.objects.filter(person=person).order_by("pk")
        found[person.pk].append([(row.pk, row.search_key, row.closed_on) for row in files])
        household = Household.objects.filter(person=person).first()
        members = HouseholdMember.objects.filter(household__person=person).order_by("pk")
        found[person.pk].append(household and (household.pk, household.composition))
        found[person.pk].append([(row.pk, row.name) for row in members])
    return found


class TestMerging:
    def test_the_files_come_together_and_the_chosen_values_stay(self, two, coordination):
        kept, other = two
        file = CaseFile.objects.get(person=other)
        merge = merged(coordination, kept, other, phone="merged")
        kept.refresh_from_db()
        other.refresh_from_db()
        assert kept.phone == "0470 22 22 22"
        assert kept.national_number == "90.04.02-001.23"
        assert kept.first_name == "Camille"
        assert other.merged_into == kept
        file.refresh_from_db()
        assert file.person == kept
        assert "camille" in file.search_key
        assert merge.before["files"] == [str(file.pk)]

    def test_what_one_lacks_the_other_completes(self, two, coordination):
        kept, other = two
        merged(coordination, other, kept)
        other.refresh_from_db()
        assert other.national_number == "90.04.02-001.23"

    def test_both_notes_may_stay(self, two, coordination, case_manager):
        kept, other = two
        CorrectPerson(case_manager, kept.case_files.get(), changes={"note": "Le matin"}).execute()
        Person.objects.get(pk=other.pk)
        other.refresh_from_db()
        other.note = "Par un proche"
        other.save()
        merged(coordination, kept, other, note="both")
        kept.refresh_from_db()
        assert kept.note == "Le matin\nPar un proche"

    def test_it_is_in_the_journal_of_every_file(self, two, coordination):
        kept, other = two
        files = set(CaseFile.objects.filter(person__in=two).values_list("pk", flat=True))
        merged(coordination, kept, other)
        entries = JournalEntry.objects.filter(action="person.merged")
        assert set(entries.values_list("subject", flat=True)) == files
        assert "Exemple" not in str([entry.details for entry in entries])

    def test_two_open_files_of_one_programme_stay_two(self, case_manager, programme, coordination):
        one, other = (make.opened_file(case_manager, programme).person for _number in range(2))
        with pytest.raises(Refused, match="un dossier ouvert dans « Héberge Toit »") as refused:
            merged(coordination, one, other)
        assert refused.value.code == "two_open_files"

    def test_only_by_coordination(self, two, case_manager):
        with pytest.raises(Refused, match="coordination"):
            merged(case_manager, *two)

    def test_not_with_itself_nor_twice(self, two, coordination):
        kept, other = two
        with pytest.raises(Refused, match="différentes"):
            merged(coordination, kept, kept)
        merged(coordination, kept, other)
        with pytest.raises(Refused, match="déjà fusionnée"):
            merged(coordination, other, kept)

    def test_a_preview_that_is_no_longer_true_is_made_again(self, two, coordination, case_manager):
        kept, other = two
        seen = (kept.revision, other.revision)
        CorrectPerson(case_manager, kept.case_files.get(), changes={"phone": "0470 33 33 33"}).execute()
        with pytest.raises(Refused) as refused:
            MergePersons(coordination, kept, merged=other, reason="Même carte", seen=seen).execute()
        assert refused.value.code == "changed"

    @pytest.mark.parametrize("values", [{"phone": "both"}, {"phone": "x"}, {"search_key": "kept"}])
    def test_nonsense_is_refused(self, two, coordination, values):
        with pytest.raises(Refused):
            merged(coordination, *two, **values)

    def test_a_number_of_a_merged_person_leads_to_who_stays(self, two, coordination, case_manager, programme):
        kept, other = two
        merged(coordination, other, kept)
        closed(case_manager, CaseFile.objects.get(person=other, closed_on__isnull=True))
        again = make.received_referral(programme, national_number="90040200123")
        assert AdmitReferral(case_manager, again).execute().person == other


class TestNumberLeftAside:
    """Each had a number: both lead to the one who stays, until they come apart again."""

    SECOND = "85.07.30-033.28"

    @pytest.fixture(params=["kept", "merged"])
    def joined(self, request, two, coordination):
        kept, other = two
        other.national_number = self.SECOND
        other.save()
        before = picture(kept, other)
        merge = merged(coordination, kept, other, national_number=request.param)
        return kept, other, merge, before

    def asked_again(self, programme, number):
        return make.received_referral(programme, national_number=number, last_name="Autrement-Dite", phone="")

    @pytest.mark.parametrize("number", ["90040200123", "85 07 30 033 28"])
    def test_a_new_request_knows_her_by_either(self, number, joined, case_manager, coordination, programme):
        kept, _other, _merge, _before = joined
        again = self.asked_again(programme, number)
        [known] = known_like(coordination, again)
        assert (known.person, known.likeness.level) == (kept, "sure")
        with pytest.raises(Refused, match="déjà un dossier ouvert"):
            AdmitReferral(case_manager, again).execute()
        closed(case_manager, CaseFile.objects.get(person=kept, closed_on=None))
        people = Person.objects.count()
        assert AdmitReferral(case_manager, again).execute().person == kept
        assert Person.objects.count() == people

    @pytest.mark.parametrize("number", ["90040200123", "85 07 30 033 28"])
    def test_her_files_are_found_by_either(self, number, joined):
        kept = joined[0]
        found = CaseFile.objects.filter(matching(number, person="person__"))
        assert {row.person_id for row in found} == {kept.pk}

    def test_apart_again_each_has_her_own(self, joined, coordination, case_manager, programme):
        kept, other, merge, before = joined
        UndoMerge(coordination, merge, reason="Deux cousines").execute()
        assert picture(kept, other) == before
        assert merge.before["told"] == []
        assert AdmitReferral(case_manager, self.asked_again(programme, self.SECOND)).execute().person == other

    def test_the_one_left_aside_may_be_the_right_one_after_all(self, joined, case_manager, coordination):
        kept, other, merge, _before = joined
        kept.refresh_from_db()
        had = kept.national_number
        right = self.SECOND if had != self.SECOND else "90.04.02-001.23"
        open_file = CaseFile.objects.get(person=kept, closed_on=None)
        CorrectPerson(case_manager, open_file, changes={"national_number": right}).execute()
        kept.refresh_from_db()
        other.refresh_from_db()
        assert (kept.national_number, other.national_number) == (right, had)
        UndoMerge(coordination, merge, reason="Deux cousines").execute()
        kept.refresh_from_db()
        other.refresh_from_db()
        assert kept.national_number == right
        assert other.national_number != kept.national_number

    def test_it_is_still_nobody_elses(self, joined, case_manager, programme):
        third = make.opened_file(case_manager, programme, last_name="Troisième")
        for number in (self.SECOND, "90.04.02-001.23"):
            with pytest.raises(Refused, match="celui d’une autre personne"):
                CorrectPerson(case_manager, third, changes={"national_number": number}).execute()


class TestUndoing:
    def test_everything_is_as_it_was(self, two, coordination):
        before = picture(*two)
        merge = merged(coordination, *two, phone="merged")
        assert picture(*two) != before
        UndoMerge(coordination, merge, reason="Deux cousines").execute()
        assert picture(*two) == before
        assert merge.before["told"] == []

    def test_what_changed_meanwhile_stays_and_is_told(self, two, coordination, case_manager):
        kept, other = two
        merge = merged(coordination, kept, other, phone="merged")
        CorrectPerson(
            case_manager, kept.case_files.get(closed_on=None), changes={"phone": "0470 99 99 99"}
        ).execute()
        UndoMerge(coordination, merge, reason="Deux cousines").execute()
        kept.refresh_from_db()
        other.refresh_from_db()
        assert kept.phone == "0470 99 99 99"
        assert other.phone == "0470 22 22 22"
        assert any("Téléphone" in line for line in merge.before["told"])

    def test_a_file_opened_meanwhile_stays_with_the_kept_person(self, two, coordination, case_manager):
        kept, other = two
        merge = merged(coordination, kept, other)
        programme = Programme.objects.exclude(pk=kept.case_files.first().programme_id).first()
        later = make.CaseFileFactory(programme=programme or second_programme(), person=kept)
        UndoMerge(coordination, merge, reason="Deux cousines").execute()
        later.refresh_from_db()
        assert later.person == kept
        assert any(later.reference in line for line in merge.before["told"])

    def test_once_only_and_by_coordination(self, two, coordination, case_manager):
        merge = merged(coordination, *two)
        with pytest.raises(Refused, match="coordination"):
            UndoMerge(case_manager, merge, reason="Deux cousines").execute()
        UndoMerge(coordination, merge, reason="Deux cousines").execute()
        with pytest.raises(Refused, match="déjà défaite"):
            UndoMerge(coordination, merge, reason="Deux cousines").execute()

    def test_the_last_merge_is_undone_first(self, two, coordination, case_manager, programme):
        kept, other = two
        third = make.opened_file(case_manager, programme, last_name="Troisième")
        closed(case_manager, third)
        merge = merged(coordination, kept, other)
        merged(coordination, third.person, kept)
        with pytest.raises(Refused, match="à son tour"):
            UndoMerge(coordination, merge, reason="Deux cousines").execute()

    def test_a_number_that_is_now_somebody_elses_is_not_given_back(self, two, coordination):
        kept, other = two
        merge = merged(coordination, other, kept)
        # The number chosen for the person who stays was corrected to something else, and given to another.
        other.refresh_from_db()
        other.national_number = None
        other.save()
        make.PersonFactory(national_number="90.04.02-001.23")
        UndoMerge(coordination, merge, reason="Deux cousines").execute()
        kept.refresh_from_db()
        assert kept.national_number is None
        assert any("numéro" in line.lower() for line in merge.before["told"])


def second_programme():
    create_reference_data()
    programme = Programme.objects.create(name="Second (exemple)", slug="second", file_prefix="SE")
    programme.stages.create(kind="intake", name="Accueil", order=1)
    return programme


TEXTS = st.sampled_from([None, "un", "deux"])
PEOPLE = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(["Camille", "Camile", ""]),
        "last_name": st.sampled_from(["Exemple", "N’Guyen"]),
        "birth_date": st.sampled_from([None, datetime.date(1988, 2, 29), datetime.date(1990, 4, 3)]),
        "gender": st.sampled_from(["woman", "unknown"]),
        "phone": TEXTS,
        "email": TEXTS,
        "note": TEXTS,
    }
)
CHOICES = st.dictionaries(
    st.sampled_from([*FIELDS, "composition"]), st.sampled_from(["kept", "merged"]), max_size=9
)
HOUSES = st.none() | st.tuples(st.sampled_from(["single", "couple", "unknown"]), st.integers(0, 2))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    one=PEOPLE,
    other=PEOPLE,
    numbers=st.tuples(st.booleans(), st.booleans()),
    houses=st.tuples(HOUSES, HOUSES),
    values=CHOICES,
)
def test_merging_then_undoing_changes_nothing(programme, coordination, one, other, numbers, houses, values):
    from django.db import transaction

    with transaction.atomic():
        people = []
        for index, (given_, house, numbered) in enumerate(zip((one, other), houses, numbers, strict=True)):
            number = f"9004020012{index}" if numbered else None
            person = make.PersonFactory(**given_, national_number=number)
            reason = ExitReason.objects.first()
            ended = {"closed_on": make.day(), "exit_reason": reason} if index else {}
            file = make.CaseFileFactory(programme=programme, person=person, case_manager=None, **ended)
            if house is not None:
                household = Household.objects.create(person=person, composition=house[0])
                for number_ in range(house[1]):
                    HouseholdMember.objects.create(household=household, relation="child", name=f"{number_}")
            people.append((person, file))
        (kept, _file), (gone, _other_file) = people
        before = picture(kept, gone)
        merge = merged(coordination, kept, gone, **values)
        assert CaseFile.objects.filter(person=kept).count() == 2
        UndoMerge(coordination, merge, reason="Deux personnes").execute()
        assert picture(kept, gone) == before
        assert merge.before["told"] == []
        transaction.set_rollback(True)


class TestHouseholds:
    def test_members_come_together_and_go_back(self, two, coordination, case_manager):
        kept, other = two
        file, closed_file = kept.case_files.get(), other.case_files.get()
        SetHousehold(case_manager, file, composition="couple").execute()
        AddHouseholdMember(case_manager, file, relation="partner", name="Partenaire").execute()
        household = Household.objects.create(person=closed_file.person, composition="couple_children")
        HouseholdMember.objects.create(household=household, relation="child", name="Enfant")
        before = picture(*two)
        merge = merged(coordination, kept, other, composition="merged")
        own = Household.objects.get(person=kept)
        assert (own.composition, own.members.count()) == ("couple_children", 2)
        UndoMerge(coordination, merge, reason="Deux cousines").execute()
        assert picture(*two) == before

    def test_a_member_added_meanwhile_stays(self, two, coordination, case_manager):
        kept, other = two
        Household.objects.create(person=other, composition="single")
        merge = merged(coordination, kept, other)
        AddHouseholdMember(
            case_manager, kept.case_files.get(closed_on=None), relation="child", name="Enfant"
        ).execute()
        UndoMerge(coordination, merge, reason="Deux cousines").execute()
        assert HouseholdMember.objects.get(household__person=kept).name == "Enfant"
        assert Household.objects.filter(person=other).exists()
        assert any("Ménage" in line for line in merge.before["told"])
