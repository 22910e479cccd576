"""The two forms of the journey: which file, and what becomes of it."""

from django import forms

from forms.admin.summary_form import SummaryForm
from forms.definition import vocabulary as words
from forms.models import FormDefinition

NEW, DRAFT = "new", "draft"


class FileForm(SummaryForm):
    file = forms.FileField(
        label="Le fichier",
        allow_empty_file=True,
        help_text="Une définition de formulaire (.json) ou un XLSForm (.xlsx), 5 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ".json,.xlsx"}),
        error_messages={"required": "Choisissez un fichier .json ou .xlsx."},
    )


class DestinationForm(SummaryForm):
    """Where the document goes. `existing` is the form that has the file’s short name, or None."""

    into = forms.ChoiceField(
        label="Que faire de ce formulaire ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce que devient ce formulaire."},
    )
    slug = forms.SlugField(
        label="Nom court du nouveau formulaire",
        max_length=40,
        required=False,
        help_text="Dans l’adresse et sur le PDF. Lettres sans accent, chiffres et traits d’union.",
        error_messages={"invalid": "Écrivez ce nom avec des lettres sans accent, des chiffres et « - »."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="Le nouveau formulaire sert à",
        choices=list(words.FORM_KINDS.items()),
        required=False,
        initial="other",
    )

    def __init__(self, *args, existing=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.existing = existing
        choices = [(NEW, "Créer un nouveau formulaire")]
        if existing:
            choices.insert(0, (DRAFT, f"En faire un nouveau brouillon de «\u00a0{existing.title}\u00a0»"))
        self.fields["into"].choices = choices
        if not existing:
            self.initial.setdefault("into", NEW)
            self.fields["into"].widget = forms.HiddenInput()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("into") == NEW and "slug" not in self.errors:
            self._check_slug(cleaned.get("slug"))
        cleaned["kind"] = cleaned.get("kind") or "other"
        return cleaned

    def _check_slug(self, slug):
        if not slug:
            self.add_error("slug", "Donnez un nom court au nouveau formulaire.")
        elif FormDefinition.objects.filter(slug=slug).exists():
            self.refuse_slug()

    def refuse_slug(self):
        self.add_error("slug", "Un autre formulaire porte déjà ce nom : choisissez-en un autre.")


def free_slug(wanted):
    """The short name of the file, or the next one that is free."""
    taken = set(FormDefinition.objects.values_list("slug", flat=True))
    slug, turn = wanted, 1
    while slug in taken:
        turn += 1
        slug = f"{wanted[:36]}-{turn}"
    return slug
