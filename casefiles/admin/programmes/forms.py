"""The forms of the parts of a programme, and of a new one."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from wagtail.models import Page

from casefiles.access import may_be_case_manager
from casefiles.actions.agenda.remind_of_lease import asks_when_the_lease_slides
from casefiles.actions.programme.change import ChangeProgramme
from casefiles.actions.programme.create import TAKES, CreateProgramme
from casefiles.actions.programme.on_programme import mark_of
from casefiles.actions.programme.parts import FORM_KINDS, PARTS
from casefiles.actions.unchanged import CHANGED
from casefiles.admin.forms.base import CaseForm, choice_of, text_field
from casefiles.admin.programmes.standing import tell_now
from casefiles.models import ContactKind, FollowUpRhythm, LifeAxis, Programme
from forms.definition import municipalities
from forms.models import FormDefinition

MANY_LINES = 20_000


class CheckboxGroup(forms.CheckboxSelectMultiple):
    """Drawn as a group with its legend: parts/group.html."""

    is_group = True


def ticks(label, queryset, help_text="", required=False):
    return forms.ModelMultipleChoiceField(
        label=label, queryset=queryset, required=required, help_text=help_text, widget=CheckboxGroup
    )


def number(name):
    """A whole number of the programme, with its own limits, words and help."""
    field = Programme._meta.get_field(name)
    limits = {type(one): one.limit_value for one in field._validators}
    return forms.IntegerField(
        label=capfirst(field.verbose_name),
        help_text=field.help_text,
        required=not field.blank,
        min_value=limits[MinValueValidator],
        max_value=limits[MaxValueValidator],
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Écrivez un nombre entier, en chiffres."},
    )


class PublicPageField(forms.ModelChoiceField):
    def label_from_instance(self, page):
        return page.title


def public_pages():
    kinds = ContentType.objects.filter(app_label="content")
    return Page.objects.live().filter(content_type__in=kinds).order_by("path")


class PartForm(CaseForm):
    """One part of a programme. `seen` is what it held when the page was shown."""

    part = ""
    done = "C’est enregistré."

    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, user, programme, **kwargs):
        self.user, self.programme = user, programme
        self.slot = self.part
        super().__init__(*args, **kwargs)
        for name, value in self.standing().items():
            self.fields[name].initial = value
        self.fields["seen"].initial = self.mark()
        self.setup()

    def setup(self):
        """What depends on the programme."""

    def mark(self):
        return mark_of(PARTS[self.part].read(self.programme))

    def standing(self):
        """{field: what is recorded now}."""
        return PARTS[self.part].read(self.programme)

    def field_for(self, code):
        return code if code in self.fields else None

    def payload(self, data):
        return data

    def build(self, data):
        data = dict(data)
        seen = data.pop("seen") or "unseen"
        payload = self.payload(data)
        return ChangeProgramme(self.user, self.programme, part=self.part, data=payload, seen=seen)

    def settle(self):
        """After a refusal: if somebody saved meanwhile, say what stands; the next sending goes through."""
        self.programme.refresh_from_db()
        if self.refused_with == CHANGED:
            tell_now(self, self.standing())
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.mark()


class IdentityForm(PartForm):
    part = "identite"

    name = forms.CharField(label="Nom", max_length=120)
    active = forms.BooleanField(
        label="Ouvert aux orientations",
        required=False,
        help_text="Fermé, ce qui est envoyé est gardé, et repris à la réouverture ; les dossiers continuent.",
    )
    file_prefix = forms.RegexField(
        r"^[A-Z]{1,6}$",
        label="Préfixe des dossiers",
        strip=True,
        help_text="Des majuscules, six au plus : LA donne LA-2026-0001.",
        error_messages={"invalid": "Des majuscules seulement, six au plus, par exemple LA."},
    )
    public_page = PublicPageField(
        label="Page publique",
        queryset=Page.objects.none(),
        required=False,
        empty_label="Aucune",
        help_text="La page du site qui présente ce dispositif.",
    )
    capacity_per_case_manager = number("capacity_per_case_manager")
    street_limit_months = number("street_limit_months")
    contact_alert_days = number("contact_alert_days")
    contact_lock_days = number("contact_lock_days")
    lease_reminder_days = number("lease_reminder_days")
    first_rhythm = choice_of("Rythme de suivi au début", None, required=False, empty="Aucun")

    def setup(self):
        if not asks_when_the_lease_slides(self.programme):
            del self.fields["lease_reminder_days"]
        self.fields["public_page"].queryset = public_pages()
        rhythms = FollowUpRhythm.objects.filter(active=True)
        self.fields["first_rhythm"].queryset = rhythms | FollowUpRhythm.objects.filter(
            pk=self.programme.first_rhythm_id
        )
        if self.programme.case_files.exists():
            self.fields["file_prefix"].disabled = True
            self.fields["file_prefix"].help_text = "Des dossiers le portent : il ne change plus."

    def standing(self):
        return {name: value for name, value in super().standing().items() if name in self.fields}

    def payload(self, data):
        """What is not asked stays as it is."""
        return {"lease_reminder_days": self.programme.lease_reminder_days, **data}


class FormsForm(PartForm):
    part = "formulaires"

    form = choice_of(
        "Formulaire d’orientation",
        None,
        required=False,
        empty="Aucun",
        help_text="Chaque envoi arrive dans les orientations à décider de ce dispositif.",
    )
    assessment_form = choice_of(
        "Grille de bilan",
        None,
        required=False,
        empty="Aucune",
        help_text="Proposée dans chaque dossier, avec les réponses du bilan précédent.",
    )
    exit_form = choice_of("Bilan de sortie", None, required=False, empty="Aucun")
    satisfaction_form = choice_of("Formulaire de satisfaction", None, required=False, empty="Aucun")

    def setup(self):
        for name, kind in FORM_KINDS.items():
            self.fields[name].queryset = FormDefinition.objects.filter(kind=kind)
            self.fields[name].label_from_instance = _form_label


def _form_label(form):
    return form.title if form.live else f"{form.title} (pas encore publié)"


class TerritoryForm(PartForm):
    part = "territoire"

    places = text_field(
        "Localités",
        required=False,
        rows=14,
        max_length=MANY_LINES,
        help_text="Une par ligne : le code postal, puis le nom. «\u00a07100\u00a0La\u00a0Louvière\u00a0».",
    )
    add = forms.CharField(
        label="Ajouter une commune",
        required=False,
        max_length=120,
        help_text="Le début du nom ou du code suffit, puis choisissez. Elle s’ajoute à la liste.",
        widget=forms.TextInput(
            attrs={"list": "communes", "autocomplete": "off", "data-ht-adds-to": "places"}
        ),
    )

    def standing(self):
        return {"places": "\n".join(PARTS[self.part].read(self.programme))}

    def field_for(self, code):
        # A commune to add that is not understood is shown where it was typed.
        if code == "places" and self.cleaned_data.get("add") and not self.cleaned_data.get("places"):
            return "add"
        return super().field_for(code)

    def payload(self, data):
        return f"{data['places']}\n{data['add']}"

    @property
    def communes(self):
        return [f"{code} {name.partition(' (')[0]}" for code, name in municipalities.MUNICIPALITIES.items()]


class ListsForm(PartForm):
    part = "axes"

    life_axes = ticks("Axes de vie", None, "Objectifs, contacts et bilans s’y rangent.")
    contact_kinds = ticks("Natures de contact", None, "Aucune cochée : toutes sont proposées.")

    def setup(self):
        for name, model in (("life_axes", LifeAxis), ("contact_kinds", ContactKind)):
            # A line put to rest stays ticked where it was.
            offered = model.objects.filter(active=True) | model.objects.filter(programmes=self.programme)
            self.fields[name].queryset = offered.distinct()


class EngagementsForm(PartForm):
    part = "contrat"

    person_engages = text_field(
        "Ce à quoi la personne s’engage", rows=8, max_length=MANY_LINES, help_text="Un engagement par ligne."
    )
    service_engages = text_field(
        "Ce à quoi le service s’engage", rows=8, max_length=MANY_LINES, help_text="Un engagement par ligne."
    )

    def standing(self):
        return {name: "\n".join(lines) for name, lines in super().standing().items()}


class TeamForm(PartForm):
    part = "equipe"

    case_managers = ticks(
        "Référent·e·s du dispositif",
        None,
        "Ils et elles en voient les orientations et peuvent en recevoir les dossiers.",
    )

    def setup(self):
        chosen = self.programme.case_managers.values("pk")
        people = (
            may_be_case_manager().distinct()
            | may_be_case_manager().model.objects.filter(pk__in=chosen).distinct()
        )
        self.fields["case_managers"].queryset = people.order_by("last_name", "first_name")


class NewProgrammeForm(CaseForm):
    slot = "nouveau"

    name = forms.CharField(label="Nom", max_length=120)
    file_prefix = forms.RegexField(
        r"^[A-Z]{1,6}$",
        label="Préfixe des dossiers",
        help_text="Des majuscules, six au plus : LA donne LA-2026-0001. Il reste, dès le premier dossier.",
        error_messages={"invalid": "Des majuscules seulement, six au plus, par exemple LA."},
    )
    model = choice_of(
        "Partir de",
        Programme.objects.all(),
        required=False,
        empty="Rien : le parcours le plus court, à compléter",
    )
    take = forms.MultipleChoiceField(
        label="Reprendre de ce dispositif",
        required=False,
        choices=list(TAKES.items()),
        initial=list(TAKES),
        widget=CheckboxGroup,
        help_text="Chaque dispositif a son propre formulaire d’orientation : il se choisit ensuite.",
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def field_for(self, code):
        return code if code in self.fields else None

    def build(self, data):
        return CreateProgramme(
            self.user,
            None,
            name=data["name"],
            file_prefix=data["file_prefix"],
            model=data["model"],
            take=tuple(data["take"]),
        )
