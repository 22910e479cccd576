"""Where the person sleeps, and since when."""

from django import forms

from casefiles.access import rows_of
from casefiles.actions.housing.correct import FIELDS, CorrectHousing
from casefiles.actions.housing.note import NoteHousing
from casefiles.actions.housing.remove import RemoveHousing
from casefiles.admin.forms.base import date_field
from casefiles.admin.forms.file import FileForm
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import DatePrecision, HousingPeriod, HousingSituation

FIELDS_OF = {
    "future": "started_on",
    "long_ago": "started_on",
    "overlap": "started_on",
    "order": "ended_on",
    "end_future": "ended_on",
}


def _situation():
    return forms.ChoiceField(
        label="Où la personne dort",
        choices=[("", "Choisissez…"), *((one.value, _first_up(one.label)) for one in HousingSituation)],
    )


def _first_up(words):
    return str(words)[:1].upper() + str(words)[1:]


def _precision():
    return forms.ChoiceField(label="Date connue", choices=DatePrecision, initial=DatePrecision.DAY)


def _place(help_text=""):
    return forms.CharField(label="Lieu", required=False, max_length=200, help_text=help_text)


class HousingForm(FileForm):
    slot, anchor, done = "logement", "logement", "C’est noté dans le parcours résidentiel."
    button, dress = "Noter cette période", "ht-form--two"
    fields_of = FIELDS_OF

    situation = _situation()
    place = _place("Ce qui aide à s’y retrouver : un quartier, le nom d’un service.")
    started_on = date_field("Depuis le")
    precision = _precision()
    ended_on = date_field(
        "Jusqu’au", required=False, help_text="Vide : cela dure encore, ou jusqu’à la période suivante."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The first period is most often the street, whose beginning the request already gave.
        if not self.is_bound and self.case_file.street_since and not self._begun():
            self.initial |= {
                "situation": HousingSituation.STREET,
                "started_on": self.case_file.street_since,
                "precision": self.case_file.street_since_precision,
            }

    def _begun(self):
        return rows_of(self.user, self.case_file, HousingPeriod).exists()

    def build(self, data):
        return NoteHousing(self.user, self.case_file, **data)


class HousingEditForm(SeenForm):
    """Its item is a HousingPeriod."""

    slot, anchor, done = "corriger-logement", "logement", "La période est corrigée."
    fields_of = FIELDS_OF
    change_codes = ("housing.noted", "housing.corrected")

    situation = _situation()
    place = _place()
    started_on = date_field("Depuis le")
    precision = _precision()
    ended_on = date_field("Jusqu’au", required=False, help_text="Vide : cela dure encore.")

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in FIELDS}

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("period") == str(self.item.pk)]

    def build(self, data):
        changes = {name: data[name] for name in FIELDS}
        return CorrectHousing(self.user, self.item, changes=changes, seen=data["seen"])


class HousingRemoveForm(FileForm):
    """Its item is a HousingPeriod that was noted by mistake."""

    slot, anchor, done = "enlever-logement", "logement", "La période est enlevée."

    seen = forms.IntegerField(required=False)

    def build(self, data):
        return RemoveHousing(self.user, self.item, seen=data["seen"])


HOUSING_ITEMS = {form: (HousingPeriod, "case_file") for form in (HousingEditForm, HousingRemoveForm)}
