"""The two forms of the room: what to import and why, what to take away and why."""

from django import forms

from casefiles.admin.forms.base import CaseForm
from casefiles.exchange.exports.base import FORMATS
from portal.sheets import limits

MAX_MEGABYTES = limits.MAX_BYTES // (1024 * 1024)
MAX_ROWS = limits.in_words(limits.MAX_ROWS)


def reason_field(help_text):
    return forms.CharField(
        label="Motif",
        min_length=5,
        max_length=200,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Écrivez pourquoi, en quelques mots : le motif reste dans le journal.",
            "min_length": "Écrivez un motif en quelques mots : cinq signes au moins.",
        },
    )


class ImportForm(CaseForm):
    target = forms.ChoiceField(
        label="Que voulez-vous importer ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que contient le fichier."},
    )
    file = forms.FileField(
        label="Le fichier",
        allow_empty_file=True,
        help_text=f"Un classeur .xlsx ou un fichier .csv, {MAX_MEGABYTES} Mo et {MAX_ROWS} lignes au plus.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={"required": "Choisissez un fichier .xlsx ou .csv."},
    )
    reason = reason_field("Par exemple : « contacts de mars notés sur le terrain ». Sans nom de personne.")

    def __init__(self, *args, resources, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [(code, resource.title) for code, resource in resources.items()]
        if len(resources) == 1:
            self.initial["target"] = next(iter(resources))

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if not upload.size:
            raise forms.ValidationError("Ce fichier est vide.")
        if upload.size > limits.MAX_BYTES:
            raise forms.ValidationError(f"Ce fichier est trop lourd : {MAX_MEGABYTES} Mo au plus.")
        return upload


class ExportForm(CaseForm):
    file_format = forms.ChoiceField(
        label="Format",
        choices=[(code, label) for code, (label, _type, _extension) in FORMATS.items()],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    names = forms.BooleanField(required=False)
    reason = reason_field("Par exemple : « rapport trimestriel à la Région ». Sans nom de personne.")

    def __init__(self, *args, export, **kwargs):
        super().__init__(*args, **kwargs)
        if export.may_have_names and export.with_names_label:
            self.fields["names"].label = export.with_names_label
            self.fields[
                "names"
            ].help_text = "Seulement si le motif le demande : chaque dossier gardera la trace de cet export."
        else:
            del self.fields["names"]
