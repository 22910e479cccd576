"""What one writes on the page of the money of a file."""

from django import forms
from django.urls import reverse

from casefiles.actions.money.debt import FIELDS, CorrectDebt, NoteDebt, RemoveDebt
from casefiles.actions.money.letter import FIELDS as LETTER_FIELDS
from casefiles.actions.money.letter import CorrectDebtLetter, NoteDebtLetter, RemoveDebtLetter
from casefiles.actions.money.repayment import AgreePlan, PayInstalment, StopPlan, TakeBackPayment
from casefiles.admin.forms.base import date_field, text_field
from casefiles.admin.forms.file import FileForm
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import Debt, DebtKind, DebtLetter, Instalment, Procedure, RepaymentPlan
from casefiles.money.amounts import NotAnAmount, read_amount


class AmountField(forms.CharField):
    """Euro, as people write them; the telephone shows its keys for numbers."""

    def __init__(self, label, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "ht-euro"})
        super().__init__(label=label, max_length=30, widget=widget, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_amount(text)
        except NotAnAmount as problem:
            raise forms.ValidationError(str(problem)) from problem

    def prepare_value(self, value):
        return typed(value)


def typed(amount):
    """An amount as one would type it: « 1234,50 »."""
    return amount if amount is None or isinstance(amount, str) else f"{amount:.2f}".replace(".", ",")


def choice(label, choices, **kwargs):
    offered = [
        ("", "Choisissez…"),
        *((code, str(words)[:1].upper() + str(words)[1:]) for code, words in choices),
    ]
    return forms.ChoiceField(label=label, choices=offered, **kwargs)


class MoneyForm(FileForm):
    """Written from the page of the money, where one comes back to."""

    dress = "ht-form--two"

    def debt(self):
        """The debt beside which it stands, or None."""
        return self.item

    @property
    def action_url(self):
        place = [self.case_file.pk, self.slot] + ([self.item.pk] if self.item is not None else [])
        return reverse(
            "casefiles:money_item_act" if self.item is not None else "casefiles:money_act", args=place
        )

    def destination(self, result):
        debt = self.debt()
        place = f"dette-{debt.pk}" if debt is not None and debt.pk else "dettes"
        return f"{reverse('casefiles:money', args=[self.case_file.pk])}#{place}"


class DebtForm(MoneyForm):
    slot, done, button = "dette", "La dette est notée.", "Noter cette dette"
    fields_of = {"creditor": "creditor", "amount": "amount", "future": "noted_on"}

    creditor = forms.CharField(label="À qui l’argent est dû", max_length=200)
    kind = choice("Pour quoi", DebtKind.choices)
    amount = AmountField("Montant dû", help_text="Tout ce qui est réclamé ce jour-là, frais compris.")
    noted_on = date_field("Dû au", required=False, help_text="Vide : aujourd’hui.")
    procedure = choice("Où en est le créancier", Procedure.choices)
    note = text_field("À savoir", required=False, rows=2)

    def build(self, data):
        return NoteDebt(self.user, self.case_file, **data)

    def destination(self, result):
        return f"{reverse('casefiles:money', args=[self.case_file.pk])}#dette-{result.pk}"


class DebtEditForm(MoneyForm, SeenForm):
    """Its item is a Debt."""

    slot, done, button = "corriger-dette", "La dette est corrigée.", "Enregistrer"
    fields_of = DebtForm.fields_of
    change_codes = (
        "debt.noted",
        "debt.corrected",
        "debt.letter",
        "debt.letter_corrected",
        "debt.letter_removed",
    )

    creditor = forms.CharField(label="À qui l’argent est dû", max_length=200)
    kind = choice("Pour quoi", DebtKind.choices)
    amount = AmountField("Montant dû")
    noted_on = date_field("Dû au")
    procedure = choice("Où en est le créancier", Procedure.choices)
    note = text_field("À savoir", required=False, rows=2)

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in FIELDS} | {"amount": typed(self.item.amount)}

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("debt") == str(self.item.pk)]

    def build(self, data):
        changes = {name: data[name] for name in FIELDS}
        return CorrectDebt(self.user, self.item, changes=changes, seen=data["seen"])


class DebtRemoveForm(MoneyForm):
    slot, done, button = "enlever-dette", "La dette est enlevée.", "Notée par erreur : l’enlever"

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def build(self, data):
        return RemoveDebt(self.user, self.item, seen=data["seen"])


class LetterForm(MoneyForm):
    """Its item is a Debt."""

    slot, done, button = "courrier", "Le courrier est noté.", "Noter ce courrier"
    fields_of = {"future": "dated_on", "answer_by": "answer_by"}

    way = forms.ChoiceField(label="Courrier", choices=[("received", "Reçu"), ("sent", "Envoyé")])
    dated_on = date_field("Daté du")
    procedure = choice("Ce qu’il annonce", Procedure.choices)
    answer_by = date_field("Répondre avant le", required=False)
    note = text_field("Ce qu’il dit", required=False, rows=2)

    def build(self, data):
        return NoteDebtLetter(self.user, self.item, **data)


class LetterEditForm(MoneyForm, SeenForm):
    """Its item is a DebtLetter."""

    slot, done, button = "corriger-courrier", "Le courrier est corrigé.", "Enregistrer"
    fields_of = LetterForm.fields_of
    change_codes = ("debt.letter", "debt.letter_corrected")

    way = forms.ChoiceField(label="Courrier", choices=[("received", "Reçu"), ("sent", "Envoyé")])
    dated_on = date_field("Daté du")
    procedure = choice("Ce qu’il annonce", Procedure.choices)
    answer_by = date_field("Répondre avant le", required=False)
    note = text_field("Ce qu’il dit", required=False, rows=2)

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in LETTER_FIELDS}

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("letter") == str(self.item.pk)]

    def debt(self):
        return self.item.debt

    def build(self, data):
        changes = {name: data[name] for name in LETTER_FIELDS}
        return CorrectDebtLetter(self.user, self.item, changes=changes, seen=data["seen"])


class LetterRemoveForm(MoneyForm):
    """Its item is a DebtLetter."""

    slot, done, button = "enlever-courrier", "Le courrier est enlevé.", "Noté par erreur : l’enlever"

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.item.revision

    def debt(self):
        return self.item.debt

    def build(self, data):
        return RemoveDebtLetter(self.user, self.item, seen=data["seen"])


class PlanForm(MoneyForm):
    """Its item is a Debt."""

    slot, done, button = "plan", "Le plan de remboursement est noté.", "Noter ce plan"
    fields_of = {"monthly": "monthly", "count": "count", "first_due_on": "first_due_on"}

    monthly = AmountField("Par mois")
    first_due_on = date_field(
        "Première échéance", help_text="Les suivantes viennent le même jour de chaque mois."
    )
    count = forms.IntegerField(
        label="Nombre d’échéances",
        required=False,
        min_value=1,
        max_value=999,
        help_text="Si le courrier le dit : on vérifie que le compte est bon.",
    )

    def build(self, data):
        return AgreePlan(self.user, self.item, **data)


class StopPlanForm(MoneyForm):
    """Its item is a RepaymentPlan."""

    slot, done, button = (
        "arreter-plan",
        "Le plan est arrêté. Ce qui a été payé reste compté.",
        "Arrêter ce plan",
    )
    fields_of = {"reason": "reason"}

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label="Pourquoi", max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.item.revision

    def debt(self):
        return self.item.debt

    def build(self, data):
        return StopPlan(self.user, self.item, **data)


class PayForm(MoneyForm):
    """Its item is an Instalment."""

    slot, done, button = "payer", "Le paiement est noté.", "C’est payé"
    fields_of = {"amount": "amount", "future": "paid_on"}

    amount = AmountField("Payé", required=False)
    paid_on = date_field("Le", required=False)
    # What had been paid of it when the form was shown: a second press is not a second payment.
    seen_paid = forms.DecimalField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].initial = self.item.left
        self.fields["seen_paid"].initial = self.item.paid

    def reconcile(self):
        """Once told, sending again is meant."""
        self.item.refresh_from_db()
        self.data = self.data.copy()
        self.data[self["seen_paid"].html_name] = str(self.item.paid)
        return False

    def debt(self):
        return self.item.plan.debt

    def build(self, data):
        return PayInstalment(self.user, self.item, **data)


class TakeBackForm(MoneyForm):
    """Its item is an Instalment."""

    slot, done, button = "reprendre", "Le paiement est repris.", "Noté par erreur"

    def debt(self):
        return self.item.plan.debt

    def build(self, data):
        return TakeBackPayment(self.user, self.item)


# {slot: (form, model of the item, way from the item to its file)}
DEBT_ITEM_ACTS = {
    **{form.slot: (form, Debt, "case_file") for form in (DebtEditForm, DebtRemoveForm, LetterForm, PlanForm)},
    **{form.slot: (form, DebtLetter, "debt__case_file") for form in (LetterEditForm, LetterRemoveForm)},
    StopPlanForm.slot: (StopPlanForm, RepaymentPlan, "debt__case_file"),
    **{form.slot: (form, Instalment, "plan__debt__case_file") for form in (PayForm, TakeBackForm)},
}
