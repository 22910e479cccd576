"""The two forms of these screens: to whom and for what, and why it ends."""

from django import forms

from forms.admin.summary_form import SummaryForm
from forms.models import FormDefinition, PartnerAccess


class GiveForm(SummaryForm):
    name = forms.CharField(
        label="Service partenaire et logiciel",
        max_length=PartnerAccess._meta.get_field("name").max_length,
        help_text="Par exemple « Maison d’accueil Exemple – dossier social ». Le journal garde ce nom : "
        "celui d’un service, pas d’une personne.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Dites à quel service, et pour quel logiciel."},
    )
    granted = forms.ModelMultipleChoiceField(
        label="Formulaires qu’il pourra envoyer",
        queryset=FormDefinition.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un formulaire."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = FormDefinition.objects.filter(public=True, live=True).order_by("title")
        self.fields["granted"].queryset = offered
        only = list(offered[:2])
        if len(only) == 1:
            self.initial.setdefault("granted", only)

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if PartnerAccess.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError("Un accès porte déjà ce nom : ajoutez le logiciel ou l’année.")
        return name


class TakeBackForm(SummaryForm):
    reason = forms.CharField(
        label="Pourquoi ?",
        min_length=5,
        max_length=200,
        help_text="Par exemple « le logiciel a changé ». Le motif reste au journal, sans nom de personne.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Écrivez pourquoi, en quelques mots : le motif reste dans le journal.",
            "min_length": "Écrivez un motif en quelques mots : cinq signes au moins.",
        },
    )
