"""The form of a contact: in under twenty seconds, from the file, from an appointment, from a template."""

import uuid

from django import forms
from django.urls import reverse
from django.utils import timezone

from casefiles.access import rows_of, visible_to
from casefiles.actions.contact.correct import CorrectContact
from casefiles.actions.contact.log import LogContact, contact_kinds_of
from casefiles.admin.forms.base import choice_of, date_field, text_field
from casefiles.admin.forms.file import FileForm, open_objectives
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import Appointment, Contact, ContactKind, ContactMedium, LifeAxis, Objective
from casefiles.models.contact import MAX_MINUTES

PARTS = {f"part_{part.value}": part for part in Contact.Part}
TEXTS = ("place", "people_present", "note", "confidential_note")
LINKS = ("date", "time", "kind", "medium", "outcome", "minutes", "axis", "objective")


class NativeTime(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", **(attrs or {})}, format="%H:%M")


def time_field(label, **kwargs):
    return forms.TimeField(
        label=label,
        widget=NativeTime(),
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%H.%M"],
        error_messages={"invalid": "Écrivez une heure qui existe, par exemple 14:30."},
        **kwargs,
    )


def minutes_field(label="Durée (minutes)", *, required=False, least=0):
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=least,
        max_value=MAX_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": 5}),
    )


def part_box(label):
    return forms.BooleanField(label=label, required=False)


class PartsForm(forms.Form):
    """Who is there, a box for each part: three boxes make a tripartite meeting."""

    part_person = part_box("La personne")
    part_household = part_box("Son ménage")
    part_social_worker = part_box("Travail social")
    part_landlord = part_box("Propriétaire")
    part_guardian = part_box("Administration de biens")
    part_partner = part_box("Service partenaire")

    @property
    def part_fields(self):
        return [self[name] for name in PARTS if name in self.fields]

    def parts_of(self, data):
        return tuple(part.value for name, part in PARTS.items() if data.get(name))

    def set_parts(self, parts):
        for name, part in PARTS.items():
            self.initial[name] = part.value in (parts or ())


class ContactForm(PartsForm, FileForm):
    """The day and the nature are already there: a note, and send. The rest unfolds."""

    slot, anchor, done = "contact", "contacts", "Le contact est noté."
    fields_of = {
        "future": "date",
        "too_old": "date",
        "future_time": "time",
        "minutes": "minutes",
        "kind": "kind",
        "outcome": "outcome",
        "not_confidential": "confidential_note",
    }

    date = date_field("Date")
    kind = choice_of("Nature", None)
    note = text_field("Note partageable", required=False, rows=3, help_text="Ce que l’équipe peut lire.")
    outcome = forms.ChoiceField(
        label="Déroulement", choices=Contact.Outcome.choices, initial=Contact.Outcome.HELD
    )
    minutes = minutes_field()
    medium = choice_of("Moyen", None, required=False, empty="–")
    time = time_field("Heure", required=False)
    place = forms.CharField(label="Lieu", required=False, max_length=160)
    people_present = forms.CharField(label="Autres personnes présentes", required=False, max_length=300)
    axis = choice_of("Axe de vie", None, required=False, empty="–")
    objective = choice_of("Objectif concerné", None, required=False, empty="–")
    confidential_note = text_field(
        "Note confidentielle",
        required=False,
        rows=2,
        help_text="Lue par la personne référente du dossier, par personne d’autre.",
    )
    # What this contact tells of, or completes; where to go back to; what makes a double press write once.
    appointment = forms.UUIDField(required=False, widget=forms.HiddenInput)
    completes = forms.UUIDField(required=False, widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    quick = ("date", "kind", "note")
    hidden = ("appointment", "completes", "back", "key")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["date"].initial = timezone.localdate
        if "key" in self.fields:
            self.fields["key"].initial = uuid.uuid4
        kind = self.fields["kind"]
        kind.queryset = contact_kinds_of(self.case_file.programme).filter(active=True)
        kind.rows = list(kind.queryset)
        kind.initial = next(iter(kind.rows), None)
        self.fields["medium"].queryset = ContactMedium.objects.filter(active=True)
        self.fields["axis"].queryset = LifeAxis.objects.filter(active=True)
        objective = self.fields["objective"]
        objective.queryset = open_objectives(self.user, self.case_file)
        objective.label_from_instance = lambda row: row.statement
        self.limit_confidential("confidential_note")

    @property
    def first_fields(self):
        return [self[name] for name in self.quick]

    @property
    def more_fields(self):
        left = (*self.quick, *PARTS)
        return [field for field in self.visible_fields() if field.name not in left]

    @property
    def more_is_open(self):
        """Whether what is folded has something to say: an error, or something typed."""
        folded = [*self.more_fields, *self.part_fields]
        said = (field.value() for field in folded if field.name != "outcome")
        return any(field.errors for field in folded) or (self.is_bound and any(said))

    def clean_appointment(self):
        return self._one_of(Appointment, "appointment")

    def clean_completes(self):
        return self._one_of(Contact, "completes")

    def _one_of(self, model, name):
        key = self.cleaned_data.get(name)
        if key is None:
            return None
        row = rows_of(self.user, self.case_file, model).filter(pk=key).first()
        if row is None:
            self.add_error(None, "Ce à quoi cette note renvoie n’est plus dans ce dossier : relisez-le.")
        return row

    def values(self, data):
        """What the action is given, from what was typed."""
        return {
            **{name: data.get(name) or "" for name in TEXTS},
            **{name: data[name] for name in LINKS},
            "parts_present": self.parts_of(data),
        }

    def build(self, data):
        links = {name: data[name] for name in ("appointment", "completes", "key")}
        return LogContact(self.user, self.case_file, **self.values(data), **links)

    def destination(self, result):
        back = self.cleaned_data.get("back") if hasattr(self, "cleaned_data") else ""
        return reverse("casefiles:agenda_day") if back == "jour" else super().destination(result)


class CorrectionForm(SeenForm, ContactForm):
    """Its item is a Contact. What it said before stays readable."""

    slot, anchor, done = "corriger", "contacts", "Le contact est corrigé ; l’ancienne version reste lisible."
    fields_of = {**ContactForm.fields_of, "reason_needed": "reason"}
    quick = ("date", "kind", "note", "reason")
    change_codes = ("contact.corrected",)

    appointment = completes = back = key = None
    reason = forms.CharField(label="Pourquoi cette correction", max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_what_was_chosen()

    def record(self):
        return self.item

    def standing(self):
        names = [name for name in self.fields if name not in ("reason", "seen", *PARTS)]
        standing = {name: getattr(self.item, name) for name in names}
        standing["time"] = self.item.time and f"{self.item.time:%H:%M}"
        present = self.item.parts_present or ()
        return standing | {name: part.value in present for name, part in PARTS.items()}

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("contact") == str(self.item.pk)]

    def _offer_what_was_chosen(self):
        """A line put to rest since is still the right one for an old contact."""
        self.fields["kind"].rows = None
        self.fields["kind"].queryset |= ContactKind.objects.filter(pk=self.item.kind_id)
        self.fields["medium"].queryset |= ContactMedium.objects.filter(pk=self.item.medium_id)
        self.fields["axis"].queryset |= LifeAxis.objects.filter(pk=self.item.axis_id)
        self.fields["objective"].queryset |= visible_to(self.user, Objective).filter(
            pk=self.item.objective_id, case_file=self.case_file
        )

    def build(self, data):
        given = self.values(data)
        if "confidential_note" not in self.fields:
            del given["confidential_note"]
        changes = {
            name: value for name, value in given.items() if _said(value) != _said(getattr(self.item, name))
        }
        return CorrectContact(self.user, self.item, changes=changes, reason=data["reason"], seen=data["seen"])

    def destination(self, result):
        return f"{reverse('casefiles:file', args=[self.case_file.pk])}#{self.anchor}"


def _said(value):
    """Nothing is nothing, however it is stored."""
    return list(value) if isinstance(value, (list, tuple)) and value else value or None
