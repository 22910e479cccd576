"""Forms of an import on its way: how it is read, its columns, its unknown words, its taking back."""

import difflib

from django import forms

from casefiles.admin.forms.base import CaseForm
from casefiles.exchange.forms import reason_field
from casefiles.exchange.survey import EMPTY
from casefiles.text import normalise
from portal.sheets.comma import DELIMITERS
from portal.sheets.decoding import TOLD

# What the largest cell of a workbook holds.
MAX_CELL = 32_767
NOT_READ = "— ne pas lire —"
LEAVE_EMPTY = "~vide"
# From how alike on a label is proposed for a word.
LIKELY = 0.8


class ReadingForm(CaseForm):
    """How the file is to be read: the line of its headings and, of a .csv, its encoding and its delimiter."""

    line = forms.IntegerField(
        label="Les titres sont à la ligne",
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
        error_messages={
            "required": "Écrivez le numéro de la ligne des titres.",
            "invalid": "Écrivez le numéro de la ligne des titres, en chiffres.",
            "min_value": "La première ligne du fichier est la ligne 1.",
        },
    )
    encoding = forms.ChoiceField(
        label="Encodage", required=False, error_messages={"invalid_choice": "Choisissez dans la liste."}
    )
    delimiter = forms.ChoiceField(
        label="Colonnes séparées par",
        required=False,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, data=None, *, batch):
        told, source = batch.reading.get("text", {}), batch.reading["source"]
        super().__init__(data, initial={"line": batch.reading["line"], **told})
        if source.get("kind") != "csv":
            del self.fields["encoding"], self.fields["delimiter"]
            return
        for name, known in (("encoding", TOLD), ("delimiter", DELIMITERS)):
            found = "à trouver" if told.get(name) else f"trouvé : {source[name]}"
            self.fields[name].choices = [("", found), *known.items()]

    def text(self):
        """{"encoding", "delimiter"} as they were chosen; None when this file has none."""
        if "encoding" not in self.fields or "encoding" not in self.data:
            return None
        return {name: value for name in ("encoding", "delimiter") if (value := self.cleaned_data[name])}


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
        super().__init__(*args, initial={"keep_as": batch.reading.get("keep_as", "")}, **kwargs)
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

    def said_by_hand(self):
        """{position: name or ""} of the columns that are not as the page proposed them."""
        return {
            int(name.removeprefix("col")): self.data[name]
            for name, field in self.fields.items()
            if name.startswith("col") and name in self.data and self.data[name] != field.initial
        }

    def columns(self):
        return {
            int(name.removeprefix("col")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("col") and value
        }


class WordsForm(CaseForm):
    """`words` are UnknownWord; each has a choice of its list's labels, of leaving it empty, or of waiting.

    What the word stood for last time, or the label that it is nearly, is chosen beforehand: it counts once
    the form is sent.
    """

    keep_as = forms.CharField(
        label="Garder colonnes et valeurs sous le nom",
        required=False,
        max_length=80,
        help_text="Facultatif. Elles seront proposées au prochain fichier qui a les mêmes titres.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Raccourcissez ce nom : 80 caractères au plus."},
    )

    def __init__(self, *args, words, kept=None, **kwargs):
        """`kept` is the ColumnMatching of these columns; without one, the form offers to keep them."""
        super().__init__(*args, **kwargs)
        self.words = words
        if kept is not None:
            del self.fields["keep_as"]
        for word in words:
            choices = [("", "Choisissez…"), *((label, label) for label in word.labels)]
            if word.may_be_empty:
                choices.append((LEAVE_EMPTY, "laisser vide"))
            self.fields[_key(word)] = forms.ChoiceField(
                label=f"« {word.word} », colonne {word.column}",
                choices=choices,
                required=False,
                initial=self._proposed(word, kept),
                error_messages={"invalid_choice": "Choisissez dans la liste."},
            )

    @staticmethod
    def _proposed(word, kept):
        said = kept and kept.words.get(word.name, {}).get(normalise(word.word))
        if said == EMPTY and word.may_be_empty:
            return LEAVE_EMPTY
        return said if said in word.labels else likely_label(word.word, word.labels)

    def lines(self):
        """(word, field, whether something is proposed) as the page draws them."""
        fields = [(word, self[_key(word)]) for word in self.words]
        return [(word, field, not self.is_bound and bool(field.initial)) for word, field in fields]

    def proposed(self):
        """How many of them only wait for a yes."""
        return sum(is_proposed for _word, _field, is_proposed in self.lines())

    def replacements(self):
        """[(name of the field, word, what it stands for)] of those that were chosen."""
        chosen = ((word, self.cleaned_data.get(_key(word))) for word in self.words)
        return [
            (word.name, word.word, EMPTY if value == LEAVE_EMPTY else value)
            for word, value in chosen
            if value
        ]


def likely_label(word, labels):
    """The label of which this word is very likely a misspelling, or ""."""
    known = {normalise(label): label for label in labels}
    near = difflib.get_close_matches(normalise(word), list(known), n=1, cutoff=LIKELY)
    return known[near[0]] if near else ""


def _key(word):
    # The word itself, and not its place: from another window the list may have grown shorter meanwhile.
    return f"mot-{word.name}-{word.word}"


class UndoForm(CaseForm):
    reason = reason_field("Par exemple : « mauvais fichier envoyé ». Sans nom de personne.")
