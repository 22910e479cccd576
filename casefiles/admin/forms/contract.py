"""The contract of a file: made from the plan, signed, kept, given up."""

from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from casefiles.access import rows_of, visible_to
from casefiles.actions.contract.discard import DiscardContract
from casefiles.actions.contract.draft import REVIEW_MONTHS, DraftContract
from casefiles.actions.contract.keep_copy import KeepSignedCopy
from casefiles.actions.contract.sign import SignContract
from casefiles.actions.contract.unsign import TakeBackSignature
from casefiles.admin.forms.base import date_field, text_field
from casefiles.admin.forms.file import FileForm
from casefiles.eligibility import add_months
from casefiles.models import ContractSignature, EngagementContract

Party = ContractSignature.Party


def contract_url(contract):
    return reverse("casefiles:contract", args=[contract.case_file_id, contract.pk])


class DraftContractForm(FileForm):
    slot, anchor, done = "contrat", "contrat", "Le contrat est établi : il reste à l’imprimer et à le signer."
    button = "Établir le contrat"
    fields_of = {"review": "review_on"}

    review_on = date_field(
        "À revoir ensemble le", help_text="D’habitude trois mois plus tard, dans les deux ans au plus."
    )
    person_engages = text_field(
        "Ce à quoi la personne s’engage", required=False, rows=4, help_text="Un engagement par ligne."
    )
    service_engages = text_field(
        "Ce à quoi le service s’engage", required=False, rows=4, help_text="Un engagement par ligne."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if rows_of(self.user, self.case_file, EngagementContract).filter(ended_on=None).exists():
            self.button = "Préparer une nouvelle version"
            self.done = "La nouvelle version est établie : il reste à l’imprimer et à la signer."
        self.fields["review_on"].initial = add_months(timezone.localdate(), REVIEW_MONTHS)
        for side in ("person_engages", "service_engages"):
            self.fields[side].initial = "\n".join(getattr(self.case_file.programme, side))

    def build(self, data):
        return DraftContract(self.user, self.case_file, **data)

    def destination(self, result):
        return contract_url(result)


@dataclass
class Together:
    """Several signatures noted at once: all of them, or none."""

    actions: list

    def execute(self):
        with transaction.atomic():
            return [action.execute() for action in self.actions][-1]


class ContractForm(FileForm):
    """Its item is an EngagementContract."""

    anchor = "signatures"

    def destination(self, result):
        return f"{contract_url(self.item)}#{self.anchor}"


class SignForm(ContractForm):
    slot, done = "signer", "La signature est notée."
    fields_of = {
        "future": "signed_on",
        "before_made": "signed_on",
        "name_needed": "name",
        "already": "parties",
        "party": "parties",
    }

    parties = forms.MultipleChoiceField(
        label="Qui a signé",
        choices=Party.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez qui a signé."},
    )
    name = forms.CharField(
        label="Nom du partenaire",
        required=False,
        max_length=160,
        help_text="Seulement si un partenaire a signé.",
    )
    signed_on = date_field("Signé le")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        content, signed = self.item.content, {one.party for one in self.item.signatures.all()}
        names = {Party.PERSON: content["person"], Party.CASE_MANAGER: content["case_manager"]}
        self.fields["parties"].choices = [
            (party.value, names.get(party) or party.label.capitalize())
            for party in Party
            if party is Party.PARTNER or party not in signed
        ]
        waiting = [party.value for party in names if party not in signed]
        self.fields["parties"].initial = waiting or [Party.PARTNER.value]
        self.fields["signed_on"].initial = timezone.localdate

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("name") and Party.PARTNER not in cleaned.get("parties", ()):
            self.add_error("parties", "Cochez aussi « un partenaire », ou videz son nom.")
        return cleaned

    def build(self, data):
        return Together(
            [
                SignContract(
                    self.user, self.item, party=party, signed_on=data["signed_on"], name=data["name"]
                )
                for party in data["parties"]
            ]
        )


class TakeBackForm(ContractForm):
    slot, done = "reprendre", "La signature est reprise."

    signature = forms.ModelChoiceField(label="Signature", queryset=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        signatures = visible_to(self.user, ContractSignature).filter(contract=self.item)
        self.fields["signature"].queryset = signatures

    def build(self, data):
        return TakeBackSignature(self.user, self.item, signature=data["signature"])


class SignedCopyForm(ContractForm):
    slot, done = "exemplaire", "L’exemplaire signé est chiffré et rangé dans les documents."
    fields_of = {"file": "upload"}

    upload = forms.FileField(
        label="Le contrat signé, numérisé",
        help_text="PDF ou image, 10 Mo au plus. Il est chiffré dès son arrivée.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/png,image/jpeg,image/webp"}),
        error_messages={"empty": "Ce fichier est vide.", "required": "Choisissez un fichier."},
    )

    def build(self, data):
        return KeepSignedCopy(self.user, self.item, **data)


class DiscardForm(ContractForm):
    slot, done = "abandonner", "Cette version est abandonnée ; elle reste lisible."
    fields_of = {"reason_needed": "reason"}

    reason = text_field("Pourquoi", rows=2, help_text="Par exemple : la personne préfère en reparler.")

    def build(self, data):
        return DiscardContract(self.user, self.item, **data)


CONTRACT_ACTS = {form.slot: form for form in (SignForm, TakeBackForm, SignedCopyForm, DiscardForm)}
