"""The identity is corrected: a name misspelt on the form, a birth date that was missing, a new telephone."""

from dataclasses import dataclass, field

from django.utils import timezone

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.people.holding import hold_person_of
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import Gender, HousingBefore, Income, Person
from casefiles.models.person import national_number_index
from casefiles.recognised import former_number, person_of_index

FIELDS = (
    "first_name",
    "last_name",
    "birth_date",
    "gender",
    "national_number",
    "phone",
    "email",
    "note",
    "income",
    "housing_before",
)
NULL_WHEN_EMPTY = ("national_number", "phone", "email", "note")


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectPerson(FileAction):
    """`CorrectPerson(user, case_file, changes={"last_name": "…"}).execute()`; returns the Person."""

    changes: dict = field(default_factory=dict)
    # The revision of the person that the form was made from.
    seen: int | None = None

    journal_code = "person.corrected"

    def _hold(self):
        hold_person_of(lambda: Person.objects.get(case_files=self.target.pk))
        super()._hold()

    def _check(self):
        refuse_if_changed(self.target.person, self.seen)
        unknown = set(self.changes) - set(FIELDS)
        if unknown:
            raise ValueError(f"Not a field of a person: {sorted(unknown)}")
        if "last_name" in self.changes:
            written(
                self.changes["last_name"],
                least=1,
                message="Le nom ne peut pas être vide.",
                code="name_needed",
            )
        if self.changes.get("gender", Gender.UNKNOWN) not in Gender.values:
            raise Refused("Choisissez un genre dans la liste.", "gender")
        for name, choices in (("income", Income), ("housing_before", HousingBefore)):
            if self.changes.get(name, choices.UNKNOWN) not in choices.values:
                raise Refused("Choisissez dans la liste.", name)
        birth = self.changes.get("birth_date")
        if birth is not None and not 1900 <= birth.year <= timezone.localdate().year:
            raise Refused("Vérifiez la date de naissance.", "birth_date")
        index = national_number_index(self.changes.get("national_number"))
        bearer = person_of_index(index)
        if bearer is not None and bearer.pk != self.target.person_id:
            raise Refused(
                "Ce numéro national est celui d’une autre personne : vérifiez-le.", "national_number"
            )

    def _perform(self):
        person = self.target.person
        self._swap_former_number(person)
        for name, value in self.changes.items():
            setattr(person, name, None if name in NULL_WHEN_EMPTY and not value else value)
        person.save()
        for case_file in person.case_files.select_related("person"):
            case_file.save()  # the names are part of what is searched
        return person

    def _swap_former_number(self, person):
        """A number that a merge left aside becomes hers again: the one she had takes its place there."""
        if "national_number" not in self.changes:
            return
        index = national_number_index(self.changes["national_number"])
        row, had = former_number(index), person.national_number
        if row is None:
            return
        row.national_number = None
        row.save()
        person.national_number = self.changes["national_number"]
        person.save()
        row.national_number = had
        row.save()

    def _details(self, result):
        return {"fields": sorted(self.changes)}
