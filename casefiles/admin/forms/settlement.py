"""What one writes of a collective debt settlement, on the page of the debts."""

from django import forms
from django.urls import reverse

from casefiles.actions.money.settlement import (
    FIELDS,
    CorrectSettlement,
    EndSettlement,
    FileSettlement,
    RemoveSettlement,
    StopPlansOfSettlement,
    TakeBackSettlementEnd,
)
from casefiles.admin.forms.base import date_field, text_field
from casefiles.admin.forms.money import DEBT_ITEM_ACTS, AmountField, DebtForm, MoneyForm, choice, typed
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import DebtSettlement

ANCHOR = "collectif"


class SettlementPlace(MoneyForm):
    """It stands, and one comes back, in the section of the settlement."""

    anchor = ANCHOR

    def debt(self):
        return None

    def destination(self, result):
        return f"{reverse('casefiles:money', args=[self.case_file.pk])}#{ANCHOR}"


class SettlementFields(forms.Form):
    filed_on = date_field("Requête déposée le")
    admissible_on = date_field("Admis par le tribunal le", required=False, help_text="Si c’est décidé.")
    mediator = forms.CharField(label="Médiateur ou médiatrice de dettes", required=False, max_length=200)
    court_number = forms.CharField(label="Numéro de rôle au tribunal", required=False, max_length=60)
    monthly = AmountField(
        "Pécule par mois",
        required=False,
        help_text="Ce qui est versé chaque mois à la personne pour vivre.",
    )
    plan_kind = forms.ChoiceField(
        label="Plan",
        required=False,
        choices=[("", "Pas encore"), ("amicable", "Plan amiable"), ("judicial", "Plan judiciaire")],
    )
    plan_from = date_field("Le plan commence le", required=False)
    plan_until = date_field("Il finit au plus tard le", required=False, help_text="Sept ans au plus.")
    note = text_field("À savoir", required=False, rows=2)

    fields_of = {"future": "filed_on", **{name: name for name in FIELDS}}


class SettlementForm(SettlementFields, SettlementPlace):
    slot, done, button = "reglement", "Le règlement collectif est noté.", "Noter ce règlement collectif"
    fields_of = SettlementFields.fields_of

    def build(self, data):
        return FileSettlement(self.user, self.case_file, **data)


class SettlementEditForm(SettlementFields, SettlementPlace, SeenForm):
    """Its item is a DebtSettlement."""

    slot, done, button = "completer-reglement", "Le règlement collectif est complété.", "Enregistrer"
    fields_of = SettlementFields.fields_of
    change_codes = (
        "settlement.filed",
        "settlement.corrected",
        "settlement.ended",
        "settlement.end_taken_back",
    )

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in FIELDS} | {"monthly": typed(self.item.monthly)}

    def changes(self):
        mine = str(self.item.pk)
        return [entry for entry in super().changes() if entry.details.get("settlement") == mine]

    def build(self, data):
        changes = {name: data[name] for name in FIELDS}
        return CorrectSettlement(self.user, self.item, changes=changes, seen=data["seen"])


class SettlementOnceForm(SettlementPlace):
    """One step on a settlement; somebody else may have taken it meanwhile."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.item.revision


class SettlementEndForm(SettlementOnceForm):
    slot, done, button = "finir-reglement", "La fin du règlement collectif est notée.", "Noter cette fin"
    fields_of = {"outcome": "outcome", "ended_on": "ended_on"}

    outcome = choice("Comment il s’est terminé", DebtSettlement.Outcome.choices)
    ended_on = date_field("Le", required=False, help_text="Vide : aujourd’hui.")

    def build(self, data):
        return EndSettlement(self.user, self.item, **data)


class SettlementTakeBackForm(SettlementOnceForm):
    slot, done, button = (
        "reprendre-reglement",
        "Le règlement collectif est à nouveau en cours.",
        "Fin notée par erreur",
    )

    def build(self, data):
        return TakeBackSettlementEnd(self.user, self.item, seen=data["seen"])


class SettlementStopPlansForm(SettlementPlace):
    slot, done, button = (
        "arreter-plans",
        "Les plans sont arrêtés. Ce qui a été payé reste compté.",
        "Arrêter tous les plans qui courent",
    )

    def build(self, data):
        return StopPlansOfSettlement(self.user, self.item)


class SettlementRemoveForm(SettlementOnceForm):
    slot, done, button = (
        "enlever-reglement",
        "Le règlement collectif est enlevé.",
        "Noté par erreur : l’enlever",
    )

    def build(self, data):
        return RemoveSettlement(self.user, self.item, seen=data["seen"])


_ITEM_FORMS = (
    SettlementEditForm,
    SettlementEndForm,
    SettlementTakeBackForm,
    SettlementStopPlansForm,
    SettlementRemoveForm,
)
MONEY_ACTS = {form.slot: form for form in (DebtForm, SettlementForm)}
MONEY_ITEM_ACTS = {
    **DEBT_ITEM_ACTS,
    **{form.slot: (form, DebtSettlement, "case_file") for form in _ITEM_FORMS},
}
