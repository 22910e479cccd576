"""Somebody who waits: another turn, a place offered, the answer."""

import datetime

from django import forms
from django.utils import timezone

from casefiles.access import case_managers_of, may_distribute, visible_to
from casefiles.actions.base import Refused
from casefiles.actions.waiting.answer_offer import AnswerOffer
from casefiles.actions.waiting.move import MoveInWaitingList
from casefiles.actions.waiting.offer_place import OfferPlace
from casefiles.admin.forms.base import date_field, text_field
from casefiles.admin.forms.referral import DecisionForm
from casefiles.free_places import all_free_places
from casefiles.models import PlaceOffer, WaitingEntry

ANSWER_DAYS = 7


class WaitingForm(DecisionForm):
    """About the stay on the waiting list of this request, which may end while one writes."""

    anchor = "attente"

    @property
    def entry(self):
        rows = visible_to(self.user, WaitingEntry).filter(referral=self.referral, left_on__isnull=True)
        found = rows.select_related("referral__programme", "programme").first()
        if found is None:
            raise Refused("Cette personne n’est plus en liste d’attente : relisez la page.", "not_waiting")
        return found

    @property
    def held_offer(self):
        rows = visible_to(self.user, PlaceOffer).filter(
            entry__referral=self.referral, entry__left_on__isnull=True, state__in=PlaceOffer.HELD
        )
        return rows.select_related("entry__referral__programme", "case_manager").first()


class MoveForm(WaitingForm):
    slot, icon = "deplacer", "order"
    title, button = "Changer de tour", "Changer de tour"
    done = "L’ordre de la liste d’attente est changé, avec la raison."
    fields_of = {"turn": "turn", "reason_needed": "reason"}

    turn = forms.IntegerField(
        label="Nouveau tour",
        help_text="1 est la prochaine personne à qui proposer une place.",
        widget=forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
        error_messages={"invalid": "Écrivez un nombre, par exemple 1."},
    )
    reason = text_field(
        "Pourquoi cet ordre change", rows=2, help_text="Les autres attendent aussi : la raison reste."
    )

    def build(self, data):
        return MoveInWaitingList(self.user, self.entry, turn=data["turn"], reason=data["reason"])


class FreePlaceField(forms.ModelChoiceField):
    """Whose place, with how many are neither held nor offered."""

    loads = {}

    def label_from_instance(self, person):
        left = self.loads.get(person.pk, 0)
        return (
            f"{person} – {left} libre{'s' if left > 1 else ''}" if left else f"{person} – pas de place libre"
        )


class OfferForm(WaitingForm):
    slot, icon = "proposer", "home"
    title, button = "Proposer une place", "Proposer la place"
    done = "La place est proposée, et gardée jusqu’à la réponse."
    fields_of = {
        "answer_by": "answer_by",
        "no_place": "case_manager",
        "not_case_manager": "case_manager",
        "not_yours": "case_manager",
    }

    case_manager = FreePlaceField(label="Place chez", queryset=None, empty_label="Choisissez…")
    answer_by = date_field("Réponse attendue pour le")
    note = text_field("À retenir", required=False, rows=2, help_text="Facultatif : comment c’est proposé.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        managers = case_managers_of(self.referral.programme)
        field = self.fields["case_manager"]
        field.queryset = managers if may_distribute(self.user) else managers.filter(pk=self.user.pk)
        free = [row for row in all_free_places() if row.programme.pk == self.referral.programme_id]
        field.loads = {row.case_manager.pk: row.count for row in free}
        mine = self.user.pk in field.loads or not may_distribute(self.user)
        field.initial = self.user.pk if mine else next(iter(field.loads), None)
        today = timezone.localdate()
        self.fields["answer_by"].initial = today + datetime.timedelta(days=ANSWER_DAYS)

    def build(self, data):
        return OfferPlace(
            self.user,
            self.entry,
            case_manager=data["case_manager"],
            answer_by=data["answer_by"],
            note=data["note"],
        )


class AnswerForm(WaitingForm):
    slot, icon = "reponse", "check"
    title, button = "Noter la réponse", "Noter la réponse"
    done = "La réponse est notée."
    fields_of = {"state": "state", "reason_needed": "note"}

    state = forms.ChoiceField(
        label="Réponse",
        choices=[
            ("", "Choisissez…"),
            (PlaceOffer.State.ACCEPTED, "La personne accepte"),
            (PlaceOffer.State.DECLINED, "La personne décline, elle reste sur la liste"),
            (PlaceOffer.State.WITHDRAWN, "Nous retirons la proposition"),
        ],
    )
    note = text_field(
        "Ce qui a été dit", required=False, rows=2, help_text="À écrire si vous retirez la proposition."
    )

    def build(self, data):
        offer = self.held_offer
        if offer is None:
            raise Refused("Aucune place n’est proposée à cette personne : relisez la page.", "no_offer")
        return AnswerOffer(self.user, offer, state=data["state"], note=data["note"])
