"""Who lives with the person: the composition of the household, and its members one by one."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.rows import CorrectRow
from casefiles.actions.people.holding import hold_person_of
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import Household, HouseholdMember, Person

MEMBER_FIELDS = ("relation", "name", "birth_year", "lives_with", "note")


class HouseholdAction(FileAction):
    """An action on a file that writes beside its person: she is held first, as by whoever merges her."""

    def _hold(self):
        hold_person_of(lambda: Person.objects.get(case_files=self.target.pk))
        super()._hold()


@dataclass(kw_only=True, eq=False, repr=False)
class SetHousehold(HouseholdAction):
    composition: str
    # The revision of the household that the form was made from; 0 when there was none.
    seen: int | None = None

    journal_code = "household.changed"

    def _check(self):
        refuse_if_changed(Household.objects.filter(person=self.target.person_id).first(), self.seen)
        if self.composition not in Household.Composition.values:
            raise Refused("Choisissez une composition dans la liste.", "composition")

    def _perform(self):
        household, _created = Household.objects.get_or_create(person=self.target.person)
        household.composition = self.composition
        household.save()
        return household

    def _details(self, result):
        return {"fields": ["composition"]}


def check_member(relation, birth_year):
    """Raise Refused for a tie that is not in the list, or a year that nobody was born in."""
    if relation not in HouseholdMember.Relation.values:
        raise Refused("Choisissez un lien dans la liste.", "relation")
    if birth_year is not None and not 1900 <= birth_year <= timezone.localdate().year:
        raise Refused("Vérifiez l’année de naissance.", "birth_year")


@dataclass(kw_only=True, eq=False, repr=False)
class AddHouseholdMember(HouseholdAction):
    relation: str
    name: str = ""
    birth_year: int | None = None
    lives_with: bool = True
    note: str = ""

    journal_code = "household.changed"

    def _check(self):
        check_member(self.relation, self.birth_year)

    def _perform(self):
        household, _created = Household.objects.get_or_create(person=self.target.person)
        return HouseholdMember.objects.create(
            household=household,
            relation=self.relation,
            name=self.name.strip() or None,
            birth_year=self.birth_year,
            lives_with=self.lives_with,
            note=self.note.strip() or None,
        )


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectHouseholdMember(CorrectRow):
    """`CorrectHouseholdMember(user, member, file=case_file, changes={"name": "…"}).execute()`.

    A person may have several files: `file` is the one in which it is corrected.
    """

    file: Any

    journal_code, noun, fields = "household.corrected", "member", MEMBER_FIELDS

    @property
    def case_file(self):
        return self.file

    def _hold(self):
        hold_person_of(lambda: Person.objects.get(case_files=self.file.pk))
        super()._hold()

    def _check(self):
        if self.target.household.person_id != self.file.person_id:
            raise Refused("Cette personne n’est pas de ce ménage.", "other_household")
        super()._check()

    def _check_changes(self, after):
        check_member(after["relation"], after["birth_year"])


@dataclass(kw_only=True, eq=False, repr=False)
class RemoveHouseholdMember(HouseholdAction):
    member: Any

    journal_code = "household.changed"

    def _check(self):
        if self.member.household.person_id != self.target.person_id:
            raise Refused("Cette personne n’est pas de ce ménage.", "other_household")

    def _perform(self):
        self.member.delete()
