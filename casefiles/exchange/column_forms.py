"""Forms of an import on its way: its columns, its headings, its unknown words, its taking back."""

from django import forms

from casefiles.admin.forms.base import CaseForm
from casefiles.exchange.forms import reason_field
from casefiles.exchange.survey import EMPTY

# What the largest cell of a workbook holds.
MAX_CELL = 32_767
NOT_READ = "— ne pas lire —"
LEAVE_EMPTY = "~vide"


class LineForm(CaseForm):
    line = forms.IntegerField(
        label="Ligne des titres",
        min_value=1,
        error_messages={
            "required": "Écrivez le numéro de la ligne des titres.",
            "invalid": "Écrivez le numéro de la ligne des titres, en chiffres.",
            "min_value": "La première ligne du fichier est la ligne 1.",
        },
    )


class ColumnsForm(CaseForm):
    """One choice for each column of the file; recognised ones are chosen, likely ones proposed."""

    keep_as = forms.CharField(
        label="Garder cette correspondance sous le nom",
        required=False,
        max_length=80,
        help_text="Facultatif. Elle sera proposée d’elle-même au prochain fichier qui a les mêmes titres.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Raccourcissez ce nom : 80 caractères au plus."},
    )

    def __init__(self, *args, batch, fields, **kwargs):
        super().__init__(*args, **kwargs)
        likely = {int(position): name for position, name in batch.reading.get("likely", {}).items()}
        proposed = likely | batch.columns
        choices = [("", NOT_READ), *((name, field.column_name) for name, field in fields.items())]
        for position, label in enumerate(batch.reading["labels"]):
            self.fields[f"col{position}"] = forms.ChoiceField(
                label=f"Colonne « {label or position + 1} »",
                choices=choices,
                required=False,
                initial=proposed.get(position, ""),
                error_messages={"invalid_choice": "Choisissez dans la liste."},
            )

    def chosen(self):
        """The names of the fields that have a column, as the form stands."""
        names = (name for name in self.fields if name.startswith("col"))
        return [value for name in names if (value := self[name].value())]

    def columns(self):
        return {
            int(name.removeprefix("col")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("col") and value
        }


class WordsForm(CaseForm):
    """`words` are UnknownWord; each has a choice of its list's labels, of leaving it empty, or of waiting."""

    def __init__(self, *args, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = words
        for word in words:
            choices = [("", "Choisissez…"), *((label, label) for label in word.labels)]
            if word.may_be_empty:
                choices.append((LEAVE_EMPTY, "laisser vide"))
            self.fields[_key(word)] = forms.ChoiceField(
                label=f"« {word.word} », colonne {word.column}",
                choices=choices,
                required=False,
                error_messages={"invalid_choice": "Choisissez dans la liste."},
            )

    def lines(self):
        """(word, field) as the page draws them."""
        return [(word, self[_key(word)]) for word in self.words]

    def replacements(self):
        """[(name of the field, word, what it stands for)] of those that were chosen."""
        chosen = ((word, self.cleaned_data.get(_key(word))) for word in self.words)
        return [
            (word.name, word.word, EMPTY if value == LEAVE_EMPTY else value)
            for word, value in chosen
            if value
        ]


def _key(word):
    # The word itself, and not its place: from another window the list may have grown shorter meanwhile.
    return f"mot-{word.name}-{word.word}"


class UndoForm(CaseForm):
    reason = reason_field("Par exemple : « mauvais fichier envoyé ». Sans nom de personne.")
