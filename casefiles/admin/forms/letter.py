"""The form of one letter: what lacks is asked first; then its words, that may be changed."""

from django import forms

from casefiles.actions.letter.save import SaveLetter
from casefiles.admin.forms.base import NativeDate
from casefiles.admin.forms.seen import SeenForm
from casefiles.letters.content import WORDS, missing_from

_PLACEHOLDERS = {"amount": "1 234,50"}
ADDRESSEE = "nom et adresse du destinataire"


class LetterForm(SeenForm):
    """Its item is a Letter. It has a field for each thing that lacks, and one for each block."""

    slot, anchor, done = "lettre", "lettre", "La lettre est enregistrée."
    fields_of = {"not_confidential": "confidential", "to": "to"}
    change_codes = ("letter.started", "letter.saved")

    to = forms.CharField(
        label="Adressée à",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nom, rue, code postal : une ligne pour chacun.",
    )
    subject = forms.CharField(label="Objet", required=False, max_length=200)
    confidential = forms.BooleanField(
        label="Confidentielle", required=False, help_text="Réservée à la personne référente du dossier."
    )

    def __init__(self, *args, item, **kwargs):
        # The fields must stand before what they hold is put in them.
        self.base_fields = {**self.base_fields, **_lacking(item.content), **_words(item.content)}
        super().__init__(*args, item=item, **kwargs)
        self.limit_confidential("confidential")
        if not item.content["to"] and item.template.to == item.template.To.NOBODY:
            self.fields["to"].label = "Adressée à quelqu’un (facultatif)"

    def record(self):
        return self.item

    def standing(self):
        content = self.item.content
        texts = {f"text_{rank}": block["text"] for rank, block in _blocks(content)}
        # What lacks is asked for by an empty field, not by brackets to rub out.
        to = "" if ADDRESSEE in missing_from({**content, "subject": "", "blocks": []}) else content["to"]
        return {
            "to": to,
            "subject": content["subject"],
            "confidential": self.item.confidential,
            **texts,
        }

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("letter") == str(self.item.pk)]

    def field_for(self, code):
        label = code.partition("given:")[2]
        named = {field.label: name for name, field in self.fields.items() if name.startswith("lack_")}
        return named.get(_first_up(label)) if label else super().field_for(code)

    @property
    def lacking(self):
        return [self[name] for name in self.fields if name.startswith("lack_")]

    @property
    def worded(self):
        return [self[name] for name in self.fields if name.startswith("text_")]

    def build(self, data):
        lacks = [label for label in missing_from(self.item.content) if label != ADDRESSEE]
        given = {label: data.get(f"lack_{rank}", "") for rank, label in enumerate(lacks)}
        texts = {rank: data[f"text_{rank}"] for rank, _block in _blocks(self.item.content)}
        return SaveLetter(
            self.user,
            self.item,
            given=given,
            texts=texts,
            to=data["to"],
            subject=data["subject"],
            confidential=data.get("confidential"),
            seen=data["seen"],
        )


def _blocks(content):
    return [(rank, block) for rank, block in enumerate(content["blocks"]) if block["kind"] in WORDS]


def _lacking(content):
    lacks = [label for label in missing_from(content) if label != ADDRESSEE]
    return {f"lack_{rank}": _asked(label, content["asked"].get(label)) for rank, label in enumerate(lacks)}


def _asked(label, kind):
    if kind == "date":
        return forms.CharField(label=_first_up(label), required=False, widget=NativeDate())
    attrs = {"inputmode": "decimal", "placeholder": _PLACEHOLDERS[kind]} if kind in _PLACEHOLDERS else {}
    return forms.CharField(
        label=_first_up(label),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=attrs),
        help_text="En euros." if kind == "amount" else "",
    )


def _words(content):
    fields = {}
    for turn, (rank, block) in enumerate(_blocks(content), start=1):
        label = "Titre" if block["kind"] == "heading" else "Paragraphe"
        rows = min(10, max(2, len(block["text"]) // 60 + block["text"].count("\n") + 1))
        fields[f"text_{rank}"] = forms.CharField(
            label=f"{label} {turn}",
            required=False,
            max_length=6000,
            widget=forms.Textarea(attrs={"rows": rows}),
        )
    return fields


def _first_up(words):
    return words[:1].upper() + words[1:]
