"""What is known of a request, who may know what in return, and the first joint meeting."""

import datetime
import uuid

from django import forms
from django.utils import timezone

from casefiles.actions.referral.edit import FIELDS, EditReferral, mark_of, said
from casefiles.actions.referral.inform_sender import MEANS, InformSender
from casefiles.actions.referral.plan_meeting import PlanMeeting
from casefiles.actions.referral.set_feedback import SetFeedback
from casefiles.admin.forms.base import date_field, service_of, text_field
from casefiles.admin.forms.referral import DecisionForm
from casefiles.feedback import levels_to_tell
from casefiles.models import DatePrecision, Gender, Referral, YesNo


class EditForm(DecisionForm):
    slot, icon, anchor = "corriger", "edit", "connu"
    title, button = "Corriger ou compléter", "Enregistrer les corrections"
    done = "L’orientation est corrigée. Ce qui avait été reçu reste lisible."
    fields_of = {name: name for name in FIELDS} | {"reason_needed": "reason"}

    sender_kind = forms.ChoiceField(label="Qui oriente", choices=Referral.SenderKind.choices)
    orienting_service = service_of(
        "Service partenaire", required=False, empty="Aucun, ou pas dans le répertoire"
    )
    sender_name = forms.CharField(label="Nom de la personne qui oriente", max_length=200, required=False)
    sender_phone = forms.CharField(label="Son téléphone", max_length=40, required=False)
    sender_email = forms.EmailField(label="Son e-mail", required=False)
    first_name = forms.CharField(label="Prénom de la personne", max_length=200, required=False)
    last_name = forms.CharField(label="Nom de la personne", max_length=200, required=False)
    birth_date = date_field("Date de naissance", required=False)
    gender = forms.ChoiceField(label="Genre", choices=Gender.choices)
    phone = forms.CharField(label="Téléphone de la personne", max_length=40, required=False)
    national_number = forms.CharField(label="Numéro de registre national", max_length=20, required=False)
    street_since = date_field("Sans logement depuis le", required=False)
    street_since_precision = forms.ChoiceField(
        label="Cette date est connue",
        choices=DatePrecision.choices,
        help_text="Au mois près : n’importe quel jour du mois convient.",
    )
    municipality = forms.CharField(label="Commune", max_length=120, required=False)
    own_request = forms.ChoiceField(label="La personne le demande", choices=YesNo.choices)
    residence_permit = forms.ChoiceField(label="Titre de séjour", choices=YesNo.choices)
    situation = text_field("Situation", required=False, rows=3)
    reason = text_field(
        "D’où vient la correction", rows=2, help_text="Un appel, une rencontre, une relecture…"
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name].initial = getattr(self.referral, name)
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["seen"].initial = mark_of(self.referral)

    def reconcile(self):
        """Beside each field that differs: what is recorded now. Sending again then knows it."""
        self.referral.refresh_from_db()
        for name in FIELDS:
            if (self.cleaned_data.get(name) or "") != (getattr(self.referral, name) or ""):
                self.fields[name].now = said(self.referral, name)
        self.data = self.data.copy()
        self.data["seen"] = mark_of(self.referral)
        return False

    def build(self, data):
        changes = {name: data[name] for name in FIELDS}
        return EditReferral(
            self.user, self.referral, changes=changes, reason=data["reason"], seen=data["seen"] or "?"
        )


class FeedbackForm(DecisionForm):
    slot, icon, anchor = "retour-permis", "lock-open", "retour-service"
    title, button = "Changer ce que le service peut savoir", "Enregistrer"
    done = "Ce que le service peut savoir est enregistré."
    fields_of = {"level": "level", "agreed": "agreed"}

    level = forms.ChoiceField(label="Le service peut savoir", choices=Referral.Feedback.choices)
    agreed = forms.BooleanField(
        label="La personne est d’accord",
        required=False,
        help_text="Nécessaire pour dire la décision, ou qui accompagne.",
    )
    note = text_field(
        "À retenir", required=False, rows=2, help_text="Facultatif : quand et comment l’accord a été donné."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].initial = self.referral.feedback

    def build(self, data):
        return SetFeedback(
            self.user, self.referral, level=data["level"], agreed=data["agreed"], note=data["note"]
        )


class InformForm(DecisionForm):
    slot, icon, anchor = "informer", "mail", "retour-service"
    title, button = "Noter que c’est dit", "Noter que c’est dit"
    done = "C’est noté : le service a été informé."
    fields_of = {"level": "level", "means": "means", "to_whom": "to_whom"}

    level = forms.ChoiceField(label="Ce qui a été dit", choices=())
    means = forms.ChoiceField(
        label="Comment", choices=[(code, words.capitalize()) for code, words in MEANS.items()]
    )
    to_whom = forms.CharField(label="À qui", max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.to_tell = levels_to_tell(self.referral)
        names = dict(Referral.Feedback.choices)
        choices = [(level, str(names[level]).capitalize()) for level, _words in self.to_tell]
        self.fields["level"].choices = choices
        self.fields["level"].initial = choices[-1][0] if choices else None
        self.fields["to_whom"].initial = self.referral.sender_name or str(
            self.referral.orienting_service or ""
        )

    def build(self, data):
        return InformSender(
            self.user, self.referral, level=data["level"], means=data["means"], to_whom=data["to_whom"]
        )


class MeetingForm(DecisionForm):
    slot, icon, anchor = "rencontre", "calendar-alt", "rencontre"
    title, button = "Fixer la première rencontre", "Fixer la rencontre"
    done = "La rencontre est dans l’agenda."
    fields_of = {"far": "day", "past": "day", "minutes": "minutes"}

    day = date_field("Jour")
    hour = forms.TimeField(
        label="Heure",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Écrivez une heure, par exemple 14:30."},
    )
    minutes = forms.IntegerField(
        label="Durée (minutes)",
        initial=60,
        min_value=5,
        max_value=24 * 60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    place = forms.CharField(label="Lieu", max_length=200, required=False)
    with_whom = forms.CharField(
        label="Avec qui", max_length=200, required=False, help_text="La personne, le service qui oriente…"
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4()
        self.fields["with_whom"].initial = ", ".join(
            filter(
                None, ("La personne", self.referral.sender_name, str(self.referral.orienting_service or ""))
            )
        )

    def clean(self):
        """An hour that the change to summer time skips is pushed on by one hour, as clocks do."""
        cleaned = super().clean()
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if day and hour:
            try:
                cleaned["starts_at"] = timezone.make_aware(datetime.datetime.combine(day, hour))
            except (OverflowError, ValueError):
                self.add_error("day", "Vérifiez l’année.")
        return cleaned

    def build(self, data):
        return PlanMeeting(
            self.user,
            self.referral,
            starts_at=data["starts_at"],
            minutes=data["minutes"],
            place=data["place"],
            with_whom=data["with_whom"],
            key=data["key"],
        )
