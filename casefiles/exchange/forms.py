"""The forms of the room: what to import and why, which column is which, what to take away and why."""

from django import forms

from casefiles.admin.forms.base import CaseForm
from portal.sheets.limits import TABLE


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
        help_text="Un classeur .xlsx ou .ods, ou un fichier .csv : "
        f"{TABLE.megabytes} Mo et {TABLE.rows_in_words} lignes au plus.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt,.tsv"}),
        error_messages={"required": "Choisissez un fichier .xlsx, .ods ou .csv."},
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
        if upload.size > TABLE.max_bytes:
            raise forms.ValidationError(f"Ce fichier est trop lourd : {TABLE.megabytes} Mo au plus.")
        return upload
