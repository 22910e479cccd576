"""Two persons field by field: which value stays, and what moves."""

from dataclasses import dataclass

from django import forms

from casefiles.access import visible_to
from casefiles.actions.people.identity import FIELDS, written_down
from casefiles.actions.people.merge import BOTH, KEPT, MERGED, MergePersons, default_choice, open_in_both
from casefiles.admin.forms.base import CaseForm, text_field
from casefiles.models import Appointment, CaseFile, Gender, Household, HouseholdMember, Person, Referral

_LABELS = {"composition": "Composition du ménage"}


@dataclass(frozen=True)
class Row:
    """One field on both sides; `field` is the choice, or None when both say the same."""

    name: str
    label: str
    kept: str
    merged: str
    field: object = None
    initial: str = KEPT

    @property
    def is_same(self):
        return self.field is None


class MergeForm(CaseForm):
    """`kept` stays, `merged` goes into it."""

    slot = "fusion"
    fields_of = {"reason_needed": "reason"}

    reason = text_field("Comment vous savez que c’est la même personne", rows=2)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, kept, merged, **kwargs):
        self.user, self.kept, self.merged = user, kept, merged
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = f"{kept.revision}.{merged.revision}"
        self.rows_shown = []
        for name, (one, other) in self._sides().items():
            self._add_choice(name, one, other)

    def _sides(self):
        sides = {name: (written_down(self.kept)[name], written_down(self.merged)[name]) for name in FIELDS}
        houses = [_composition(self.user, person) for person in (self.kept, self.merged)]
        if all(houses):
            sides["composition"] = tuple(houses)
        return sides

    def _add_choice(self, name, one, other):
        label = _LABELS.get(name) or str(Person._meta.get_field(name).verbose_name).capitalize()
        shown = [_shown(name, value) for value in (one, other)]
        if one == other or not other:
            self.rows_shown.append((name, label, *shown))
            return
        choices = [(KEPT, shown[0]), (MERGED, shown[1])]
        if name == "note" and one:
            choices.append((BOTH, "les deux"))
        self.fields[f"keep_{name}"] = forms.ChoiceField(
            label=f"{label} à garder",
            choices=choices,
            widget=forms.RadioSelect,
            initial=self._initial(name, one, other),
        )
        self.rows_shown.append((name, label, *shown))

    def _initial(self, name, one, other):
        if name == "composition":
            return MERGED if one == Household.Composition.UNKNOWN else KEPT
        return default_choice(name, {name: one}, {name: other})

    @property
    def table(self):
        """[Row], with the radios of the fields that differ."""
        return [
            Row(name, label, one, other, self[f"keep_{name}"] if f"keep_{name}" in self.fields else None)
            for name, label, one, other in self.rows_shown
        ]

    def clean_seen(self):
        """The two revisions that were read; a page that says nothing of them read nothing."""
        try:
            one, other = (int(part) for part in self.cleaned_data["seen"].split("."))
        except ValueError:
            return (-1, -1)
        return (one, other)

    def reconcile(self):
        """The preview is made again from what stands now; nothing typed is lost."""
        self.data = self.data.copy()
        self.data["seen"] = self.fields["seen"].initial
        return False

    def build(self, data):
        values = {
            name.removeprefix("keep_"): value for name, value in data.items() if name.startswith("keep_")
        }
        return MergePersons(
            self.user,
            self.kept,
            merged=self.merged,
            values=values,
            reason=data["reason"],
            seen=data["seen"],
        )


def _composition(user, person):
    household = visible_to(user, Household).filter(person=person).first()
    return household.composition if household else ""


def _shown(name, value):
    """A value as one reads it."""
    if name == "gender":
        return str(Gender(value).label)
    if name in ("income", "housing_before"):
        return str(dict(Person._meta.get_field(name).choices).get(value, "rien"))
    if name == "composition":
        return str(Household.Composition(value).label)
    if name == "birth_date" and value:
        year, month, day = value.split("-")
        return f"{day}/{month}/{year}"
    return value or "rien"


@dataclass(frozen=True)
class Moves:
    """What comes to the person who stays, and why it may not."""

    files: list
    kept_files: list
    referrals: list
    members: int
    appointments: int
    hindered_by: list


def moves_of(user, kept, merged):
    """What would move, in a number of queries that never grows."""
    files = visible_to(user, CaseFile).select_related("programme", "case_manager", "referral")
    moved = list(files.filter(person=merged).order_by("opened_on"))
    return Moves(
        moved,
        list(files.filter(person=kept).order_by("opened_on")),
        list(visible_to(user, Referral).filter(case_file__person=merged).order_by("received_at")),
        visible_to(user, HouseholdMember).filter(household__person=merged).count(),
        visible_to(user, Appointment).filter(case_file__person=merged).count(),
        open_in_both(kept, merged),
    )
