"""Keeping a home: a visit and its check, what threatens the home, the services called in."""

import uuid

from django import forms

from casefiles.actions.keeping.alert import (
    FIELDS,
    CloseHomeAlert,
    CorrectHomeAlert,
    OpenHomeAlert,
    ReopenHomeAlert,
)
from casefiles.actions.keeping.service import AnswerHomeService, CallHomeService
from casefiles.actions.keeping.visit import VisitHome
from casefiles.admin.forms.base import choice_of, date_field, text_field
from casefiles.admin.forms.contact import PartsForm, minutes_field
from casefiles.admin.forms.room import DayForm, OnceForm, RoomForm
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import Finding, HomeAlert, HomeService, HomeTopic
from casefiles.models.keeping import VISITED
from content.directory.models import Service

PAGE = "keeping"
NOT_LOOKED_AT = ("", "pas abordé")


def _topic(label="À propos de"):
    rows = [(one.value, str(one.label)[:1].upper() + str(one.label)[1:]) for one in HomeTopic]
    return forms.ChoiceField(label=label, choices=[("", "Choisissez…"), *rows])


class VisitForm(PartsForm, DayForm, RoomForm):
    """A row of choices for each topic: what was not spoken of stays as it is."""

    slot, anchor, page = "visite", "visites", PAGE
    button, dress = "Noter cette visite", "ht-visit"
    done = "La visite est notée, aussi dans les contacts du dossier."
    day_field = "date"
    fields_template = "casefiles/admin/keeping/visit_fields.html"
    fields_of = {"future": "date", "too_old": "date", "minutes": "minutes", "empty": "note"}

    date = date_field("Date")
    minutes = minutes_field()
    note = text_field("Ce que l’on retient", required=False, rows=3)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for topic in VISITED:
            self.fields[f"found_{topic.value}"] = forms.ChoiceField(
                label=str(topic.label)[:1].upper() + str(topic.label)[1:],
                choices=[*Finding.choices, NOT_LOOKED_AT],
                required=False,
                widget=forms.RadioSelect,
                initial="",
            )
        self.start_today()
        self.set_parts(["person"])
        self.fields["key"].initial = uuid.uuid4

    @property
    def found_fields(self):
        return [self[f"found_{topic.value}"] for topic in VISITED]

    def build(self, data):
        findings = {topic.value: data[f"found_{topic.value}"] for topic in VISITED}
        return VisitHome(
            self.user,
            self.case_file,
            date=data["date"],
            minutes=data["minutes"],
            findings=findings,
            note=data["note"],
            parts_present=self.parts_of(data),
            key=data["key"],
        )


class AlertFields(forms.Form):
    fields_of = {
        "topic": "topic",
        "words": "words",
        "future": "opened_on",
        "long_ago": "opened_on",
        "order": "act_by",
    }

    topic = _topic()
    words = text_field("Ce qui se passe", rows=2)
    opened_on = date_field("Depuis le")
    act_by = date_field("Agir avant le", required=False, help_text="Dépassée, l’alerte se voit en retard.")


class AlertForm(AlertFields, DayForm, RoomForm):
    slot, anchor, page = "alerte", "alertes", PAGE
    done, button, dress = "L’alerte est ouverte.", "Ouvrir cette alerte", "ht-form--two"
    day_field = "opened_on"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_today()

    def build(self, data):
        return OpenHomeAlert(self.user, self.case_file, **data)


class AlertEditForm(AlertFields, RoomForm, SeenForm):
    """Its item is an open HomeAlert."""

    slot, anchor, page = "corriger", "alertes", PAGE
    done, button = "L’alerte est corrigée.", "Enregistrer"
    change_codes = ("home.alert_opened", "home.alert_corrected", "home.alert_closed")

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in FIELDS}

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("alert") == str(self.item.pk)]

    def build(self, data):
        changes = {name: data[name] for name in FIELDS}
        return CorrectHomeAlert(self.user, self.item, changes=changes, seen=data["seen"])


class AlertCloseForm(DayForm, OnceForm):
    slot, anchor, page = "regler", "alertes", PAGE
    done, button = "L’alerte est réglée.", "C’est réglé"
    fields_of = {"future": "on", "before": "on", "how": "how"}

    how = text_field("Comment cela s’est réglé", rows=2)
    on = date_field("Réglé le")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_today()

    def build(self, data):
        return CloseHomeAlert(self.user, self.item, **data)


class AlertReopenForm(OnceForm):
    slot, anchor, page = "rouvrir", "alertes", PAGE
    done = "L’alerte est rouverte."

    def build(self, data):
        return ReopenHomeAlert(self.user, self.item, seen=data["seen"])


class ServiceForm(DayForm, RoomForm):
    slot, anchor, page = "service", "services", PAGE
    done, button, dress = "Le service activé est noté.", "Noter ce service", "ht-form--two"
    day_field = "called_on"
    fields_of = {"topic": "topic", "future": "called_on", "long_ago": "called_on", "already": "service"}

    service = choice_of("Service", None, help_text="De l’annuaire des services partenaires.")
    topic = _topic("Pour")
    called_on = date_field("Demandé le")
    note = text_field("Précisions", required=False, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = Service.objects.filter(is_published=True).order_by("name")
        self.start_today()

    def build(self, data):
        return CallHomeService(self.user, self.case_file, **data)


class ServiceAnswerForm(DayForm, OnceForm):
    """Its item is a HomeService."""

    slot, anchor, page = "reponse", "services", PAGE
    done, button = "La réponse du service est notée.", "Noter la réponse"
    fields_of = {"answer": "answer", "future": "on", "before": "on"}

    answer = forms.ChoiceField(label="Réponse")
    on = date_field("Le")
    note = text_field("Précisions", required=False, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        answers = HomeService.Answer
        next_ones = (answers.ENDED,) if self.item.answer == answers.STARTED else ()
        next_ones = next_ones or (answers.STARTED, answers.REFUSED, answers.ENDED)
        self.fields["answer"].choices = [
            (one.value, str(one.label)[:1].upper() + str(one.label)[1:]) for one in next_ones
        ]
        self.start_today()

    def build(self, data):
        return AnswerHomeService(self.user, self.item, **data)


KEEPING_FORMS = {form.slot: form for form in (VisitForm, AlertForm, ServiceForm)}
KEEPING_ITEM_FORMS = {
    **{
        form.slot: (form, HomeAlert, "case_file") for form in (AlertEditForm, AlertCloseForm, AlertReopenForm)
    },
    ServiceAnswerForm.slot: (ServiceAnswerForm, HomeService, "case_file"),
}
