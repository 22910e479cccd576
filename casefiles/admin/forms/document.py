"""What one does with a document: add some, correct one, take one away."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from casefiles.actions.document.add_many import AddDocuments
from casefiles.actions.document.correct import FIELDS, CorrectDocument
from casefiles.actions.document.remove import REASONS, RemoveDocument
from casefiles.admin.forms.base import choice_of, date_field
from casefiles.admin.forms.file import FileForm
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import DocumentKind

ACCEPTED = "application/pdf,image/png,image/jpeg"
RESERVED = "Réservé à la personne référente du dossier."


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files that were chosen, as a list; an empty one has a sentence of its own."""

    widget = SeveralFiles

    def clean(self, data, initial=None):
        chosen = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not chosen and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(chosen)


class DocumentForm(FileForm):
    slot, anchor, done = "document", "documents", ""
    button, dress, tells = "Ajouter", "ht-form--two ht-uploads", False
    fields_of = {
        "title_needed": "title",
        "not_confidential": "confidential",
        "file": "upload",
        "valid_until": "valid_until",
    }

    upload = FilesField(
        label="Fichiers",
        required=False,
        help_text="PDF, photo JPEG ou PNG : un ou plusieurs, 10 Mo chacun et 25 Mo à la fois.",
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
    )
    photo = FilesField(
        label="Ou prendre une photo",
        required=False,
        help_text="Bien à plat, à la lumière. Le lieu et l’appareil sont effacés de la photo.",
        # The camera of a telephone opens at once; elsewhere it is a field like the other.
        widget=forms.FileInput(attrs={"accept": "image/jpeg", "capture": "environment"}),
    )
    title = forms.CharField(
        label="Intitulé", max_length=200, required=False, help_text="Vide : le nom du fichier."
    )
    kind = choice_of("Nature", None)
    valid_until = date_field(
        "Valable jusqu’au", required=False, help_text="Un mois avant, le portail le rappelle."
    )
    confidential = forms.BooleanField(label="Confidentiel", required=False, help_text=RESERVED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = DocumentKind.objects.filter(active=True)
        self.limit_confidential("confidential")

    def clean(self):
        data = super().clean()
        data["uploads"] = [*data.pop("upload", []), *data.pop("photo", [])]
        if not data["uploads"]:
            self.add_error("upload", "Choisissez un fichier, ou prenez une photo.")
        return data

    def build(self, data):
        return AddDocuments(self.user, self.case_file, **data)

    def told(self, result):
        return result.told()

    def told_after(self, result, before):
        return result.told(before)

    def destination(self, result):
        if self.data.get("retour") == "documents":
            return reverse("casefiles:documents", args=[self.case_file.pk])
        return super().destination(result)


class DocumentEditForm(SeenForm):
    """Its item is a CaseDocument."""

    slot, anchor, done = "corriger", "fiche", "Le document est corrigé."
    button, dress = "Enregistrer", "ht-form--two"
    fields_of = {
        "title_needed": "title",
        "not_confidential": "confidential",
        "valid_until": "valid_until",
    }
    change_codes = ("document.added", "document.corrected")

    title = forms.CharField(label="Intitulé", max_length=200)
    kind = choice_of("Nature", None)
    valid_until = date_field("Valable jusqu’au", required=False)
    remind = forms.BooleanField(
        label="Rappeler cette date",
        required=False,
        help_text="À décocher quand le document est renouvelé, ou ne sert plus.",
    )
    confidential = forms.BooleanField(label="Confidentiel", required=False, help_text=RESERVED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = self.item.kind_id
        kinds = DocumentKind.objects.filter(active=True) | DocumentKind.objects.filter(pk=now)
        self.fields["kind"].queryset = kinds
        self.limit_confidential("confidential")

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in FIELDS}

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("document") == str(self.item.pk)]

    def build(self, data):
        changes = {name: data[name] for name in FIELDS if name in data}
        return CorrectDocument(self.user, self.item, changes=changes, seen=data["seen"])

    def destination(self, result):
        return f"{reverse('casefiles:document_page', args=[self.case_file.pk, result.pk])}#{self.anchor}"


class DocumentRemoveForm(FileForm):
    """Its item is a CaseDocument that should not be there."""

    slot, anchor, done = "enlever", "documents", "Le document est enlevé, et son fichier effacé."
    button = "Enlever et effacer le fichier"
    fields_of = {"reason": "reason"}

    reason = forms.ChoiceField(
        label="Pourquoi",
        choices=[("", "Choisissez…"), *REASONS.items()],
        help_text="Gardé au journal. Le fichier, lui, ne revient pas.",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.item.revision

    def build(self, data):
        return RemoveDocument(self.user, self.item, reason=data["reason"], seen=data["seen"])

    def destination(self, result):
        return reverse("casefiles:documents", args=[self.case_file.pk])


DOCUMENT_ACTS = {form.slot: form for form in (DocumentEditForm, DocumentRemoveForm)}
