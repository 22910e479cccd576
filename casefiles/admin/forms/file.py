"""What one writes in a file, one small form for each act."""

from django import forms
from django.urls import reverse
from django.utils import timezone

from casefiles.access import case_managers_of, may_read_confidential, visible_to
from casefiles.actions.contact.log import LogContact
from casefiles.actions.document.add import AddDocument
from casefiles.actions.file.assign import Assign
from casefiles.actions.file.close import CloseFile
from casefiles.actions.file.move_stage import MoveStage
from casefiles.actions.file.reopen import ReopenFile
from casefiles.actions.file.stages import earlier_stages, next_stage
from casefiles.actions.plan.add_objective import AddObjective
from casefiles.admin.forms.base import CaseForm, choice_of, date_field, text_field
from casefiles.admin.forms.referral import CaseManagerField
from casefiles.caseload import loads
from casefiles.models import (
    Contact,
    ContactKind,
    ContactMedium,
    DocumentKind,
    ExitReason,
    HousingOutcome,
    LifeAxis,
    Objective,
    Stage,
)

MAX_MINUTES = 24 * 60


class FileForm(CaseForm):
    """`anchor` is the section one comes back to; `done` is said once it is written."""

    anchor = done = ""

    def __init__(self, *args, user, case_file, item=None, **kwargs):
        self.user, self.case_file, self.item = user, case_file, item
        super().__init__(*args, **kwargs)

    def build(self, data):
        raise NotImplementedError

    def destination(self, result):
        """Where one goes once it is written: back to the section."""
        return f"{reverse('casefiles:file', args=[self.case_file.pk])}#{self.anchor}"

    def limit_confidential(self, *names):
        """Take away what only the case manager of the file may write."""
        if not may_read_confidential(self.user, self.case_file):
            for name in names:
                del self.fields[name]


def open_objectives(user, case_file):
    """The objectives of this file that are under way."""
    rows = visible_to(user, Objective).filter(case_file=case_file, state=Objective.State.OPEN)
    return rows.select_related("axis")


class ContactForm(FileForm):
    """Under twenty seconds: the day, the nature and the medium are already there; a note and send."""

    slot, anchor, done = "contact", "contacts", "Le contact est noté."
    fields_of = {
        "future": "date",
        "too_old": "date",
        "minutes": "minutes",
        "not_confidential": "confidential_note",
        "other_file": "objective",
    }

    date = date_field("Date")
    kind = choice_of("Nature", None)
    medium = choice_of("Moyen", None, required=False, empty="–")
    minutes = forms.IntegerField(
        label="Durée (minutes)",
        required=False,
        min_value=0,
        max_value=MAX_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": 5}),
    )
    note = text_field("Note partageable", required=False, rows=3, help_text="Ce que l’équipe peut lire.")
    outcome = forms.ChoiceField(label="Déroulement", choices=Contact.Outcome.choices)
    place = forms.CharField(label="Lieu", required=False, max_length=160)
    people_present = forms.CharField(
        label="Personnes présentes",
        required=False,
        max_length=300,
        help_text="Réunion tripartite : qui était là.",
    )
    axis = choice_of("Axe de vie", None, required=False, empty="–")
    objective = choice_of("Objectif concerné", None, required=False, empty="–")
    confidential_note = text_field(
        "Note confidentielle",
        required=False,
        rows=2,
        help_text="Lue par la personne référente du dossier, par personne d’autre.",
    )
    quick = ("date", "kind", "medium", "minutes", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["date"].initial = timezone.localdate
        kinds = ContactKind.objects.filter(active=True)
        self.fields["kind"].queryset = kinds
        self.fields["kind"].initial = kinds.first()
        self.fields["medium"].queryset = ContactMedium.objects.filter(active=True)
        self.fields["axis"].queryset = LifeAxis.objects.filter(active=True)
        objective = self.fields["objective"]
        objective.queryset = open_objectives(self.user, self.case_file)
        objective.label_from_instance = lambda row: row.statement
        self.limit_confidential("confidential_note")

    @property
    def first_fields(self):
        return [self[name] for name in self.quick]

    @property
    def more_fields(self):
        return [field for field in self.visible_fields() if field.name not in self.quick]

    @property
    def more_is_open(self):
        return any(field.errors for field in self.more_fields) or any(
            self.data.get(field.html_name) for field in self.more_fields if field.name not in ("outcome",)
        )

    def build(self, data):
        texts = {
            name: data.get(name, "") for name in ("place", "people_present", "note", "confidential_note")
        }
        links = {
            name: data[name] for name in ("date", "kind", "medium", "outcome", "minutes", "axis", "objective")
        }
        return LogContact(self.user, self.case_file, **links, **texts)


class StageForm(FileForm):
    slot, anchor, done = "etape", "parcours", "Le dossier est passé à l’étape choisie."
    fields_of = {
        "same_stage": "to_stage",
        "one_at_a_time": "to_stage",
        "use_close": "to_stage",
        "reason_needed": "reason",
    }

    to_stage = choice_of("Passer à", None)
    reason = text_field(
        "Pourquoi", required=False, rows=2, help_text="Nécessaire pour revenir à une étape précédente."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        following = next_stage(self.case_file)
        self.following = None if following is None or following.is_exit else following
        stages = earlier_stages(self.case_file)
        if self.following:
            stages = stages | Stage.objects.filter(pk=self.following.pk)
        field = self.fields["to_stage"]
        field.queryset, field.initial = stages, self.following
        field.label_from_instance = self._label

    def _label(self, stage):
        return f"{stage.name} (étape suivante)" if stage == self.following else f"{stage.name} (retour)"

    def build(self, data):
        return MoveStage(self.user, self.case_file, to_stage=data["to_stage"], reason=data["reason"])


class CloseForm(FileForm):
    slot, anchor, done = "fermer", "parcours", "Le dossier est fermé. Sa place est libre."
    fields_of = {"reason_needed": "reason", "early_exit": "note"}

    reason = choice_of("Motif de sortie", None)
    housing_outcome = choice_of("Logement à la sortie", None, required=False, empty="Pas précisé")
    note = text_field(
        "Ce qui a été convenu",
        required=False,
        rows=3,
        help_text="Nécessaire si la sortie arrive avant la fin du parcours.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = ExitReason.objects.filter(active=True)
        self.fields["housing_outcome"].queryset = HousingOutcome.objects.filter(active=True)

    def build(self, data):
        return CloseFile(self.user, self.case_file, **data)


class ReopenForm(FileForm):
    slot, anchor, done = "rouvrir", "parcours", "Le dossier est rouvert, au bilan."
    fields_of = {"reason_needed": "reason"}

    reason = text_field("Pourquoi l’accompagnement reprend", rows=2)

    def build(self, data):
        return ReopenFile(self.user, self.case_file, reason=data["reason"])


class AssignForm(FileForm):
    slot, anchor, done = "confier", "parcours", "Le dossier est confié."
    fields_of = {
        "full": "case_manager",
        "not_case_manager": "case_manager",
        "already_held": "case_manager",
        "reason_needed": "reason",
    }

    case_manager = CaseManagerField(label="Confier à", queryset=None, empty_label="Choisissez…")
    reason = text_field("Pourquoi", rows=2)
    over_capacity_reason = text_field(
        "Motif du dépassement",
        required=False,
        rows=2,
        help_text="Seulement si la personne choisie est au complet. Reste au journal.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        programme, field = self.case_file.programme, self.fields["case_manager"]
        field.loads = {load.case_manager.pk: load for load in loads(programme)}
        field.queryset = case_managers_of(programme).exclude(pk=self.case_file.case_manager_id)

    def build(self, data):
        return Assign(self.user, self.case_file, **data)


class ObjectiveForm(FileForm):
    slot, anchor, done = "objectif", "plan", "L’objectif est ajouté au plan."
    fields_of = {"statement_needed": "statement", "axis_inactive": "axis", "due_before": "due_on"}

    axis = choice_of("Axe de vie", None)
    statement = text_field("Objectif", rows=2, help_text="Une phrase, un résultat que l’on pourra constater.")
    own_words = text_field("Avec les mots de la personne", required=False, rows=2)
    due_on = date_field("Pour le", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["axis"].queryset = LifeAxis.objects.filter(active=True)

    def build(self, data):
        return AddObjective(self.user, self.case_file, **data)


class DocumentForm(FileForm):
    slot, anchor, done = "document", "documents", "Le document est chiffré et rangé dans le dossier."
    fields_of = {"title_needed": "title", "not_confidential": "confidential", "file": "upload"}

    upload = forms.FileField(
        label="Fichier",
        help_text="PDF ou image, 10 Mo au plus. Il est chiffré dès son arrivée.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/png,image/jpeg,image/webp"}),
        error_messages={"empty": "Ce fichier est vide.", "required": "Choisissez un fichier."},
    )
    title = forms.CharField(label="Intitulé", max_length=200)
    kind = choice_of("Nature", None)
    valid_until = date_field("Valable jusqu’au", required=False)
    confidential = forms.BooleanField(
        label="Confidentiel", required=False, help_text="Réservé à la personne référente du dossier."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = DocumentKind.objects.filter(active=True)
        self.limit_confidential("confidential")

    def build(self, data):
        data.setdefault("confidential", False)
        return AddDocument(self.user, self.case_file, **data)
