"""What one writes of a request for help in money: asked, answered, appealed."""

from django import forms

from casefiles.actions.money.aid import AskAid, CorrectAid, RemoveAid, fields_of
from casefiles.actions.money.aid_answer import AnswerAid, AppealAid, EndAidAppeal, TakeBackAidAnswer
from casefiles.admin.forms.base import date_field, service_of, text_field
from casefiles.admin.forms.money import AmountField, choice, typed
from casefiles.admin.forms.room import OnceForm, RoomForm
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import AidKind, AidRequest
from content.directory.models import Service

PAGE = "money_aid"
State, Appeal = AidRequest.State, AidRequest.Appeal


def offered_services():
    """The services of the directory, once for all the forms of a page."""
    return list(Service.objects.order_by("name"))


class AidFields(forms.Form):
    kind = choice("Aide demandée", AidKind.choices)
    service = service_of("À quel service", required=False, empty="Pas dans la liste")
    to_name = forms.CharField(label="S’il n’est pas dans la liste, son nom", required=False, max_length=200)
    amount = AmountField("Montant demandé", required=False, help_text="S’il y en a un.")
    asked_on = date_field("Demandée le", required=False, help_text="Vide : aujourd’hui.")
    note = text_field("À savoir", required=False, rows=2, help_text="Numéro, documents remis, suite.")

    fields_of = {"to": "service", "amount": "amount", "future": "asked_on", "kind": "kind"}


class AidForm(AidFields, RoomForm):
    slot, anchor, page = "demande", "aides", PAGE
    done, button, dress = "La demande est notée.", "Noter cette demande", "ht-form--two"
    fields_of = AidFields.fields_of

    def build(self, data):
        return AskAid(self.user, self.case_file, **data)


class AidItemForm(RoomForm):
    """Its item is an AidRequest: one comes back to it."""

    page = PAGE

    @property
    def anchor(self):
        return f"aide-{self.item.pk}" if self.item.pk else "aides"


_ANSWER_FIELDS_OF = {
    "state": "state",
    "decided_before": "decided_on",
    "decided_future": "decided_on",
    "granted_amount": "granted_amount",
    "because": "because",
    "appeal_before": "appeal_until",
    "appeal_far": "appeal_until",
}


class AidEditForm(AidFields, AidItemForm, SeenForm):
    slot, done, button, dress = "corriger", "La demande est corrigée.", "Enregistrer", "ht-form--two"
    fields_of = {
        **AidFields.fields_of,
        **_ANSWER_FIELDS_OF,
        "appealed_before": "appealed_on",
        "appeal_future": "appealed_on",
        "appealed_on": "appealed_on",
        "end_before": "appeal_decided_on",
        "end_future": "appeal_decided_on",
        "appeal_decided_on": "appeal_decided_on",
    }
    change_codes = ("aid.asked", "aid.answered", "aid.corrected", "aid.appeal", "aid.answer_taken_back")

    decided_on = date_field("Réponse reçue le")
    granted_amount = AmountField("Montant accordé", required=False)
    granted_from = date_field("Accordée à partir du", required=False)
    because = text_field("Pourquoi", required=False, rows=2)
    appeal_until = date_field("Recours possible jusqu’au", required=False)
    appealed_on = date_field("Recours introduit le")
    appeal_decided_on = date_field("Fin du recours le")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked_on"].required, self.fields["asked_on"].help_text = True, ""
        for name in set(self.fields) - {*fields_of(self.item), "seen"}:
            del self.fields[name]

    def record(self):
        return self.item

    def standing(self):
        told = {name: getattr(self.item, name) for name in fields_of(self.item)}
        return told | {name: typed(told[name]) for name in ("amount", "granted_amount") if name in told}

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("aid") == str(self.item.pk)]

    def build(self, data):
        changes = {name: data[name] for name in fields_of(self.item) if name in data}
        return CorrectAid(self.user, self.item, changes=changes, seen=data["seen"])


class AidOnceForm(AidItemForm, OnceForm):
    """One step on a request; somebody else may have taken it meanwhile."""


class AidRemoveForm(AidOnceForm):
    slot, done, anchor = "enlever", "La demande notée par erreur est enlevée.", "aides"

    def build(self, data):
        return RemoveAid(self.user, self.item, seen=data["seen"])


class AidAnswerForm(AidOnceForm):
    slot, done, button, dress = "repondre", "La réponse est notée.", "Noter la réponse", "ht-form--two"
    fields_of = _ANSWER_FIELDS_OF

    state = choice("Réponse", [one for one in State.choices if one[0] != State.ASKED])
    decided_on = date_field("Reçue le", required=False, help_text="Vide : aujourd’hui.")
    granted_amount = AmountField("Montant accordé", required=False, help_text="Si l’aide est accordée.")
    granted_from = date_field("À partir du", required=False)
    because = text_field("Pourquoi", required=False, rows=2, help_text="D’un refus : ce que dit la décision.")
    appeal_until = date_field(
        "Recours possible jusqu’au",
        required=False,
        help_text="Vide, pour un refus : trois mois après la réponse, le délai du tribunal du travail. "
        "Accordée pour moins que demandé : écrivez la date si un recours est possible.",
    )

    def build(self, data):
        return AnswerAid(self.user, self.item, **data)


class AidTakeBackForm(AidOnceForm):
    slot, done = "reprendre", "La réponse est reprise : la demande attend à nouveau."

    def build(self, data):
        return TakeBackAidAnswer(self.user, self.item, seen=data["seen"])


class AidAppealForm(AidOnceForm):
    slot, done, button = "recours", "Le recours est noté.", "Noter ce recours"
    fields_of = {"appealed_before": "on", "appeal_future": "on"}

    on = date_field("Introduit le", required=False, help_text="Vide : aujourd’hui.")

    def build(self, data):
        return AppealAid(self.user, self.item, on=data["on"], seen=data["seen"])


class AidWaiveForm(AidOnceForm):
    slot, done = "sans-recours", "C’est noté : pas de recours."

    def build(self, data):
        return AppealAid(self.user, self.item, waive=True, seen=data["seen"])


class AidAppealEndForm(AidOnceForm):
    slot, done, button = "fin-recours", "La fin du recours est notée.", "Noter la fin du recours"
    fields_of = {"outcome": "outcome", "end_before": "on", "end_future": "on"}

    outcome = choice(
        "Comment il s’est terminé",
        [one for one in Appeal.choices if one[0] in (Appeal.WON, Appeal.LOST, Appeal.DROPPED)],
    )
    on = date_field("Le", required=False, help_text="Vide : aujourd’hui.")

    def build(self, data):
        return EndAidAppeal(self.user, self.item, **data)


_ITEM_FORMS = (
    AidEditForm,
    AidRemoveForm,
    AidAnswerForm,
    AidTakeBackForm,
    AidAppealForm,
    AidWaiveForm,
    AidAppealEndForm,
)
AID_FORMS = {AidForm.slot: AidForm}
AID_ITEM_FORMS = {form.slot: (form, AidRequest, "case_file") for form in _ITEM_FORMS}
