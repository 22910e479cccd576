"""The sliding lease: who owns and who rents, its reviews and meetings, its end, what came after."""

import uuid

from django import forms
from django.urls import reverse

from casefiles.actions.lease.correct import FIELDS, CorrectLease, RemoveLease
from casefiles.actions.lease.end import SlideLease, StopLease, TakeBackLeaseEnd
from casefiles.actions.lease.meeting import NoteLeaseMeeting
from casefiles.actions.lease.review import HoldLeaseReview
from casefiles.actions.lease.start import StartLease
from casefiles.actions.lease.still_housed import AnswerLeaseCheck
from casefiles.admin.forms.base import choice_of, date_field, text_field
from casefiles.admin.forms.contact import PartsForm
from casefiles.admin.forms.room import DayForm, ObjectivesField, OnceForm, RoomForm
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import LeaseCheck, LeaseReview, SlidingLease
from content.directory.models import Service

PAGE = "lease"
FIELDS_OF = {
    "owner": "owner",
    "operator": "operator",
    "long_ago": "started_on",
    "far": "started_on",
    "overlap": "started_on",
    "running": "started_on",
    "order": "ends_on",
    "too_long": "ends_on",
    "objectives": "objectives",
}


class LeaseFields(forms.Form):
    owner = forms.CharField(label="Propriétaire", max_length=200)
    operator = choice_of(
        "Service qui loue et sous-loue",
        None,
        required=False,
        empty="Pas dans la liste",
        help_text="Celui qui signe avec le ou la propriétaire, et sous-loue à la personne.",
    )
    operator_name = forms.CharField(
        label="S’il n’est pas dans la liste, son nom", required=False, max_length=200
    )
    place = forms.CharField(label="Adresse du logement", required=False, max_length=200)
    started_on = date_field("La sous-location commence le")
    ends_on = date_field("Elle se termine au plus tard le", help_text="Trois ans au plus.")
    objectives = ObjectivesField()

    def prepare(self, kept=()):
        published = Service.objects.filter(is_published=True)
        chosen = getattr(self.item, "operator_id", None)
        self.fields["operator"].queryset = (published | Service.objects.filter(pk=chosen)).order_by("name")
        self.fields["objectives"].offer(self.user, self.case_file, kept)


class LeaseForm(LeaseFields, RoomForm):
    slot, anchor, page = "commencer", "bail", PAGE
    done, button = "Le bail est noté. Les points annuels sont déjà prévus.", "Noter ce bail"
    dress, fields_of = "ht-form--two", FIELDS_OF

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.prepare()

    def build(self, data):
        return StartLease(self.user, self.case_file, **data)


class LeaseEditForm(LeaseFields, RoomForm, SeenForm):
    """Its item is a SlidingLease under way."""

    slot, anchor, page = "corriger", "bail", PAGE
    done, button = "Le bail est corrigé.", "Enregistrer"
    dress, fields_of = "ht-form--two", FIELDS_OF
    change_codes = ("lease.started", "lease.corrected")

    def __init__(self, *args, kept=None, **kwargs):
        super().__init__(*args, **kwargs)
        kept = list(self.item.objectives.all()) if kept is None else kept
        self.prepare(kept)
        self.fields["objectives"].initial = [one.pk for one in kept]

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in FIELDS}

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("lease") == str(self.item.pk)]

    def build(self, data):
        changes = {name: data[name] for name in FIELDS}
        aims = tuple(data["objectives"])
        return CorrectLease(self.user, self.item, changes=changes, objectives=aims, seen=data["seen"])


class LeaseRemoveForm(OnceForm):
    slot, anchor, page = "enlever", "bail", PAGE
    done = "Le bail noté par erreur est enlevé."

    def build(self, data):
        return RemoveLease(self.user, self.item, seen=data["seen"])


class ReviewForm(DayForm, OnceForm):
    """Its item is a LeaseReview."""

    slot, anchor, page = "point", "ligne", PAGE
    done, button = "Le point annuel est noté.", "Noter ce point"
    day_field = "held_on"
    fields_of = {"future": "held_on", "before": "held_on", "after": "held_on", "decided": "decided"}

    held_on = date_field("Le point a été fait le")
    decided = text_field("Ce qui a été décidé", rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_today()
        if self.item.held_on:
            self.initial = {"held_on": self.item.held_on, "decided": self.item.decided, **self.initial}

    def build(self, data):
        return HoldLeaseReview(self.user, self.item, **data)


class MeetingForm(PartsForm, DayForm, RoomForm):
    """Its item is a SlidingLease; it writes a contact of the file."""

    slot, anchor, page = "rencontre", "rencontres", PAGE
    done, button = "La rencontre est notée, aussi dans les contacts du dossier.", "Noter cette rencontre"
    day_field = "date"
    fields_template = "casefiles/admin/lease/meeting_fields.html"
    fields_of = {"future": "date", "too_old": "date", "decided": "decided", "who": "people_present"}

    date = date_field("Date")
    place = forms.CharField(label="Lieu", required=False, max_length=160)
    people_present = forms.CharField(label="Autres personnes présentes", required=False, max_length=300)
    decided = text_field("Ce qui a été décidé", rows=3)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_today()
        self.fields["key"].initial = uuid.uuid4

    def build(self, data):
        names = ("date", "place", "people_present", "decided", "key")
        given = {name: data[name] for name in names}
        return NoteLeaseMeeting(self.user, self.item, parts_present=self.parts_of(data), **given)


class SlideForm(DayForm, OnceForm):
    """Its item is a SlidingLease under way."""

    slot, anchor, page = "glisser", "ligne", PAGE
    done = "Le bail est à son nom. On demandera des nouvelles à 6, 12 et 24 mois."
    button = "Le bail est à son nom"
    fields_of = {"future": "on", "before": "on", "housing": "at_home"}

    on = date_field("Le bail est passé à son nom le")
    at_home = forms.BooleanField(
        label="Noter aussi, dans le parcours résidentiel, que la personne est dans son logement",
        required=False,
        initial=True,
    )
    note = text_field("Ce qui a été convenu", required=False, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_today()

    def build(self, data):
        return SlideLease(self.user, self.item, **data)


class StopForm(DayForm, OnceForm):
    """Its item is a SlidingLease under way."""

    slot, anchor, page = "arreter", "ligne", PAGE
    done, button = "C’est noté : ce bail s’est arrêté avant de passer à son nom.", "Noter cet arrêt"
    fields_of = {"future": "on", "before": "on", "reason": "reason", "note": "note"}

    on = date_field("Le bail s’est arrêté le")
    reason = forms.ChoiceField(label="Pourquoi", choices=[("", "Choisissez…"), *SlidingLease.Reason.choices])
    note = text_field("Ce qui s’est passé", required=False, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_today()

    def build(self, data):
        return StopLease(self.user, self.item, **data)


class TakeBackEndForm(OnceForm):
    """Its item is a SlidingLease that has ended."""

    slot, anchor, page = "reprendre", "ligne", PAGE
    done = "Le bail est de nouveau en cours. Le parcours résidentiel, lui, se corrige dans le dossier."

    def build(self, data):
        return TakeBackLeaseEnd(self.user, self.item, seen=data["seen"])


class CheckForm(DayForm, OnceForm):
    """Its item is a LeaseCheck."""

    slot, anchor, page = "suite", "ligne", PAGE
    done, button = "La réponse est gardée.", "Garder la réponse"
    fields_of = {"answer": "answer", "future": "on", "before": "on", "early": "on"}

    answer = forms.ChoiceField(
        label="La personne est", choices=LeaseCheck.Answer.choices, widget=forms.RadioSelect
    )
    on = date_field("Réponse du")
    note = text_field("Précisions", required=False, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_today()
        if self.item.answer:
            told = {"answer": self.item.answer, "on": self.item.answered_on, "note": self.item.note}
            self.initial = {**told, **self.initial}

    def build(self, data):
        return AnswerLeaseCheck(self.user, self.item, **data)


LEASE_FORMS = {LeaseForm.slot: LeaseForm}
LEASE_ITEM_FORMS = {
    **{
        form.slot: (form, SlidingLease, "case_file")
        for form in (
            LeaseEditForm,
            LeaseRemoveForm,
            MeetingForm,
            SlideForm,
            StopForm,
            TakeBackEndForm,
        )
    },
    ReviewForm.slot: (ReviewForm, LeaseReview, "lease__case_file"),
    CheckForm.slot: (CheckForm, LeaseCheck, "lease__case_file"),
}


def lease_url(case_file):
    return reverse("casefiles:lease", args=[case_file.pk])
