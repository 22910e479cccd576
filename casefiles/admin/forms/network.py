"""Who stands around the person, and where one sends her."""

import datetime

from django import forms
from django.utils import timezone

from casefiles.actions.network.add import AddToNetwork
from casefiles.actions.network.answer import TellOutcome
from casefiles.actions.network.correct import FIELDS, SENT_FIELDS, CorrectNetwork, CorrectOutwardReferral
from casefiles.actions.network.end import EndInNetwork
from casefiles.actions.network.refer_out import ReferOut
from casefiles.actions.network.remove import RemoveFromNetwork, RemoveOutwardReferral
from casefiles.admin.forms.base import date_field, service_of, text_field
from casefiles.admin.forms.file import FileForm
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import NetworkRole, OutwardReferral

ASK_AFTER = datetime.timedelta(days=21)
_FIELDS_OF = {
    "role": "role",
    "who": "service",
    "twice": "service",
    "future": "started_on",
    "long_ago": "started_on",
    "until_before": "until",
    "until_far": "until",
    "end_before": "ended_on",
    "end_future": "ended_on",
}


def _roles(empty="Choisissez…"):
    return [
        ("", empty),
        *((one.value, str(one.label)[:1].upper() + str(one.label)[1:]) for one in NetworkRole),
    ]


def _name():
    return forms.CharField(
        label="Personne de contact",
        required=False,
        max_length=200,
        help_text="Son nom est chiffré. Pour un proche ou un bailleur, il suffit.",
    )


def _reach():
    return forms.CharField(label="Téléphone ou e-mail", required=False, max_length=200)


def _note():
    return text_field(
        "Ce qui est convenu", required=False, rows=2, help_text="Qui fait quoi, ce que chacun peut savoir."
    )


class NetworkForm(FileForm):
    slot, anchor, done, page = "intervenant", "reseau", "C’est noté dans le réseau.", "network"
    button, dress, tells = "Ajouter au réseau", "ht-form--two", False
    fields_of = _FIELDS_OF

    role = forms.ChoiceField(label="Rôle", choices=_roles())
    service = service_of("Service de l’annuaire", required=False, empty="Aucun service de l’annuaire")
    name = _name()
    reach = _reach()
    started_on = date_field("Depuis le", initial=timezone.localdate)
    until = date_field(
        "Prévu jusqu’au",
        required=False,
        help_text="Un rappel paraît un mois avant : de quoi préparer la suite.",
    )
    note = _note()

    def build(self, data):
        return AddToNetwork(self.user, self.case_file, **data)


class NetworkEditForm(SeenForm):
    """Its item is an Involvement."""

    slot, anchor, done, page = "corriger", "reseau", "Le rôle est corrigé.", "network"
    button, dress = "Enregistrer", "ht-form--two"
    fields_of = _FIELDS_OF
    change_codes = ("network.added", "network.corrected", "network.ended")

    role = forms.ChoiceField(label="Rôle", choices=_roles())
    service = service_of("Service de l’annuaire", required=False, empty="Aucun service de l’annuaire")
    name = _name()
    reach = _reach()
    started_on = date_field("Depuis le")
    until = date_field("Prévu jusqu’au", required=False)
    ended_on = date_field("Terminé le", required=False, help_text="Vide : le rôle dure encore.")
    note = _note()

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in FIELDS}

    def changes(self):
        return [one for one in super().changes() if one.details.get("involvement") == str(self.item.pk)]

    def build(self, data):
        changes = {name: data[name] for name in FIELDS}
        return CorrectNetwork(self.user, self.item, changes=changes, seen=data["seen"])


class _ItemForm(FileForm):
    """A small act on one row; it hides the revision that was shown."""

    anchor, page = "reseau", "network"
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.item.revision

    def clean_seen(self):
        seen = self.cleaned_data.get("seen")
        return -1 if seen is None else seen


class NetworkEndForm(_ItemForm):
    slot, done, button = "terminer", "Le rôle est terminé : il reste parmi ceux d’avant.", "Terminer ce rôle"
    fields_of = {"end_before": "ended_on", "end_future": "ended_on"}

    ended_on = date_field("Terminé le", initial=timezone.localdate)

    def build(self, data):
        return EndInNetwork(self.user, self.item, **data)


class NetworkRemoveForm(_ItemForm):
    slot, done, button = "enlever", "Le rôle est enlevé.", "Noté par erreur : l’enlever"

    def build(self, data):
        return RemoveFromNetwork(self.user, self.item, seen=data["seen"])


class OutwardForm(FileForm):
    slot, anchor, done, page = "orienter-vers", "orientations", "L’orientation est notée.", "network"
    button, dress, tells = "Noter cette orientation", "ht-form--two", False
    fields_of = {
        "reason": "reason",
        "future": "referred_on",
        "long_ago": "referred_on",
        "past": "ask_on",
        "far": "ask_on",
    }

    service = service_of("Vers quel service", help_text="Un service de l’annuaire.")
    referred_on = date_field("Le")
    reason = text_field("Pourquoi", rows=2, help_text="Ce que la personne va y chercher.")
    ask_on = date_field(
        "Demander des nouvelles le", required=False, help_text="Un rappel est noté pour ce jour-là."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["referred_on"].initial = timezone.localdate
        self.fields["ask_on"].initial = timezone.localdate() + ASK_AFTER

    def build(self, data):
        return ReferOut(self.user, self.case_file, **data)


class OutwardEditForm(SeenForm):
    """Its item is an OutwardReferral."""

    slot, anchor, done, page = "corriger", "orientations", "L’orientation est corrigée.", "network"
    button, dress = "Enregistrer", "ht-form--two"
    fields_of = {
        "service": "service",
        "reason": "reason",
        "future": "referred_on",
        "long_ago": "referred_on",
        "after_answer": "referred_on",
    }
    change_codes = ("outward.made", "outward.corrected")

    service = service_of("Vers quel service")
    referred_on = date_field("Le")
    reason = text_field("Pourquoi", rows=2)

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in SENT_FIELDS}

    def changes(self):
        return [one for one in super().changes() if one.details.get("outward") == str(self.item.pk)]

    def build(self, data):
        changes = {name: data[name] for name in SENT_FIELDS}
        return CorrectOutwardReferral(self.user, self.item, changes=changes, seen=data["seen"])


class OutcomeForm(_ItemForm):
    slot, anchor, done = "suite", "orientations", "La suite est notée."
    button, dress = "Noter la suite", "ht-form--two"
    fields_of = {
        "outcome": "outcome",
        "before": "outcome_on",
        "future": "outcome_on",
        "role": "role",
        "twice": "role",
    }

    outcome = forms.ChoiceField(label="Ce qui est arrivé")
    outcome_on = date_field("Su le")
    outcome_note = text_field("Ce qui a été dit", required=False, rows=2)
    role = forms.ChoiceField(
        label="L’ajouter au réseau comme",
        required=False,
        choices=_roles("Ne pas l’ajouter"),
        help_text="Si le service prend en charge.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = [choice for choice in OutwardReferral.Outcome.choices if choice[0] != "waiting"]
        self.fields["outcome"].choices = [
            ("", "Choisissez…"),
            *((code, label.capitalize()) for code, label in told),
        ]
        if not self.item.is_waiting:
            self.initial |= {
                name: getattr(self.item, name) for name in ("outcome", "outcome_on", "outcome_note")
            }
        else:
            self.fields["outcome_on"].initial = timezone.localdate

    def build(self, data):
        return TellOutcome(self.user, self.item, **data)


class OutwardRemoveForm(_ItemForm):
    slot, anchor, done = "enlever", "orientations", "L’orientation est enlevée."
    button = "Notée par erreur : l’enlever"

    def build(self, data):
        return RemoveOutwardReferral(self.user, self.item, seen=data["seen"])
