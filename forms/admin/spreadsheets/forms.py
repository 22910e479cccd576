"""Dropping a filled spreadsheet."""

from django import forms

from forms.admin.summary_form import SummaryForm
from forms.outputs.xlsx.layout import MAX_ROWS
from portal.sheets import limits

MAX_MEGABYTES = limits.MAX_BYTES // (1024 * 1024)


class DropForm(SummaryForm):
    file = forms.FileField(
        label="Le tableur rempli",
        allow_empty_file=True,
        help_text=(
            f"Un modèle rempli, au format .xlsx : {MAX_MEGABYTES} Mo et {limits.in_words(MAX_ROWS)} lignes "
            "au plus."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Choisissez d’abord le fichier .xlsx."},
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > limits.MAX_BYTES:
            raise forms.ValidationError(f"Ce fichier est trop lourd : {MAX_MEGABYTES} Mo au plus.")
        return upload

    def add_error(self, field, error):
        super().add_error(field, error)
        # Read aloud with the field: the help, then what is wrong.
        name = self["file"].auto_id
        self.fields["file"].widget.attrs["aria-describedby"] = f"{name}_helptext {name}_error"
