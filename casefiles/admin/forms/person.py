"""The person and the household. Correcting is done with the revision one was shown."""

from django import forms
from django.utils import timezone

from casefiles.actions.people.correct_person import FIELDS, CorrectPerson
from casefiles.actions.people.set_household import (
    MEMBER_FIELDS,
    AddHouseholdMember,
    CorrectHouseholdMember,
    RemoveHouseholdMember,
    SetHousehold,
)
from casefiles.admin.forms.base import date_field, text_field
from casefiles.admin.forms.file import FileForm
from casefiles.admin.forms.seen import LOOKED_THROUGH, SeenForm
from casefiles.models import Gender, Household, HouseholdMember, HousingBefore, Income
from portal.audit.models import JournalEntry


class PersonForm(SeenForm):
    slot, anchor, done = "personne", "personne", "Les informations sont corrigées."
    button, dress = "Enregistrer les corrections", "ht-form--two"
    fields_of = {
        "name_needed": "last_name",
        "gender": "gender",
        "birth_date": "birth_date",
        "national_number": "national_number",
    }
    change_codes = ("person.corrected",)

    first_name = forms.CharField(label="Prénom", max_length=200, required=False)
    last_name = forms.CharField(label="Nom", max_length=200)
    birth_date = date_field("Date de naissance", required=False)
    gender = forms.ChoiceField(label="Genre", choices=Gender.choices)
    income = forms.ChoiceField(label="Revenu principal", choices=Income.choices, required=False)
    housing_before = forms.ChoiceField(
        label="Logement la semaine d’avant l’accompagnement", choices=HousingBefore.choices, required=False
    )
    phone = forms.CharField(label="Téléphone", max_length=40, required=False)
    email = forms.EmailField(label="Adresse e-mail", required=False)
    national_number = forms.CharField(label="Numéro de registre national", max_length=20, required=False)
    note = text_field("À savoir pour joindre la personne", required=False, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def record(self):
        return self.case_file.person

    def standing(self):
        return {name: getattr(self.record(), name) for name in FIELDS}

    def changes(self):
        """One person may have several files: the correction may have been made from another one."""
        files = self.record().case_files.values("pk")
        rows = JournalEntry.objects.filter(subject__in=files, action__in=self.change_codes)
        return rows.select_related("actor").order_by("-id")[:LOOKED_THROUGH]

    def clean_birth_date(self):
        birth = self.cleaned_data["birth_date"]
        if birth is not None and not 1900 <= birth.year <= timezone.localdate().year:
            raise forms.ValidationError("Vérifiez la date de naissance.")
        return birth

    def clean_income(self):
        return self.cleaned_data["income"] or self.record().income

    def clean_housing_before(self):
        return self.cleaned_data["housing_before"] or self.record().housing_before

    def build(self, data):
        standing = self.standing()
        changes = {name: data[name] for name in FIELDS if (data[name] or "") != (standing[name] or "")}
        return CorrectPerson(self.user, self.case_file, changes=changes, seen=data["seen"])


class HouseholdForm(SeenForm):
    slot, anchor, done = "menage", "personne", "La composition du ménage est enregistrée."
    button = "Enregistrer"
    fields_of = {"composition": "composition"}
    change_codes = ("household.changed",)

    composition = forms.ChoiceField(label="Composition du ménage", choices=Household.Composition.choices)

    def record(self):
        return getattr(self.case_file.person, "household", None)

    def standing(self):
        household = self.record()
        return {"composition": household.composition if household else Household.Composition.UNKNOWN}

    def build(self, data):
        return SetHousehold(self.user, self.case_file, composition=data["composition"], seen=data["seen"])


class MemberForm(FileForm):
    slot, anchor, done = "membre", "personne", "Cette personne fait partie du ménage."
    button, dress, tells = "Ajouter", "ht-form--two", False
    fields_of = {"relation": "relation", "birth_year": "birth_year"}

    relation = forms.ChoiceField(label="Lien", choices=HouseholdMember.Relation.choices)
    name = forms.CharField(label="Prénom ou nom", max_length=120, required=False)
    birth_year = forms.IntegerField(
        label="Année de naissance", required=False, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    lives_with = forms.BooleanField(label="Vit avec la personne", required=False, initial=True)
    note = forms.CharField(label="Remarque", max_length=300, required=False)

    def build(self, data):
        return AddHouseholdMember(self.user, self.case_file, **data)


class MemberEditForm(SeenForm):
    """Its item is a HouseholdMember of this file."""

    slot, anchor, done = "corriger-membre", "personne", "C’est corrigé dans le ménage."
    fields_of = MemberForm.fields_of
    change_codes = ("household.corrected",)

    relation = forms.ChoiceField(label="Lien", choices=HouseholdMember.Relation.choices)
    name = forms.CharField(label="Prénom ou nom", max_length=120, required=False)
    birth_year = forms.IntegerField(
        label="Année de naissance", required=False, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    lives_with = forms.BooleanField(label="Vit avec la personne", required=False)
    note = forms.CharField(label="Remarque", max_length=300, required=False)

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in MEMBER_FIELDS}

    def changes(self):
        """The person may have several files: it may have been corrected in another one."""
        files = self.case_file.person.case_files.values("pk")
        rows = JournalEntry.objects.filter(subject__in=files, action__in=self.change_codes)
        rows = rows.select_related("actor").order_by("-id")[:LOOKED_THROUGH]
        return [one for one in rows if one.details.get("member") == str(self.item.pk)]

    def build(self, data):
        changes = {name: data[name] for name in MEMBER_FIELDS}
        return CorrectHouseholdMember(
            self.user, self.item, file=self.case_file, changes=changes, seen=data["seen"]
        )


class RemoveMemberForm(FileForm):
    """Its item is a HouseholdMember of this file."""

    slot, anchor, done = "retirer-membre", "personne", "Cette personne ne fait plus partie du ménage."

    def build(self, data):
        return RemoveHouseholdMember(self.user, self.case_file, member=self.item)
