"""The life of a file: its stage, its rhythm, who holds it, its exit, its reopening. Each act has its day."""

import datetime

from django import forms
from django.utils import timezone

from casefiles.access import case_managers_of, may_distribute, may_exceed_capacity
from casefiles.actions.file.assign import Assign
from casefiles.actions.file.change_rhythm import ChangeRhythm
from casefiles.actions.file.close import CloseFile
from casefiles.actions.file.move_stage import MoveStage
from casefiles.actions.file.reopen import ReopenFile
from casefiles.actions.file.stages import earlier_stages, next_stage
from casefiles.actions.unchanged import state_of
from casefiles.admin.forms.base import choice_of, date_field, text_field
from casefiles.admin.forms.file import FileForm
from casefiles.admin.forms.referral import CaseManagerField
from casefiles.caseload import loads
from casefiles.models import ExitReason, FollowUpRhythm, HousingOutcome, Stage
from content.directory.models import Service

EARLIEST_YEAR = 2000


class DatedForm(FileForm):
    """An act is often written down the day after: it says its own day, today unless one changes it."""

    dates = ("future", "before_stage", "before_rhythm", "before_opening", "before_closing")
    dates += ("before_assignment", "overlap")

    on = date_field("Le", required=False)
    # Where the file stood when the form was shown: the second of two people is told when it has moved.
    state = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].initial = state_of(self.case_file)
        self.fields["on"].initial = timezone.localdate
        self.fields["on"].widget.attrs["max"] = timezone.localdate().isoformat()
        self.order_fields([name for name in self.fields if name != "on"])

    def field_for(self, code):
        return "on" if code in self.dates else super().field_for(code)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day is not None and not EARLIEST_YEAR <= day.year <= timezone.localdate().year + 1:
            raise forms.ValidationError("Vérifiez l’année.")
        return day

    def reconcile(self):
        """The page comes back with where the file stands now; sending again is then a choice."""
        self.data = self.data.copy()
        self.data[self["state"].html_name] = state_of(self.case_file)
        return False

    def act(self, action, data, **given):
        """The action, with its day and where the file stood."""
        return action(
            self.user, self.case_file, at=self.at(data), seen_state=data.get("state") or None, **given
        )

    def at(self, data):
        """The moment of the act: now, or noon of another day."""
        day = data.pop("on", None)
        if day is None or day == timezone.localdate():
            return None
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


class StageForm(DatedForm):
    slot, anchor, done = "etape", "parcours", "Le dossier est passé à l’étape choisie."
    button = "Changer d’étape"
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
        return self.act(MoveStage, data, to_stage=data["to_stage"], reason=data["reason"])


class RhythmForm(DatedForm):
    slot, anchor, done = "rythme", "parcours", "Le rythme est changé, et le prochain contact avec lui."
    button = "Changer de rythme"
    fields_of = {"rhythm_needed": "rhythm", "same_rhythm": "rhythm"}

    rhythm = choice_of("On se voit", None)
    reason = text_field("Pourquoi", required=False, rows=2, help_text="Ce qui va mieux, ou moins bien.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["rhythm"]
        field.queryset = FollowUpRhythm.objects.filter(active=True).exclude(pk=self.case_file.rhythm_id)
        field.label_from_instance = self._label

    def _label(self, rhythm):
        return f"{rhythm} ({rhythm.every_days} jours)" if rhythm.every_days else f"{rhythm} (sans rappel)"

    def build(self, data):
        return ChangeRhythm(
            self.user, self.case_file, rhythm=data["rhythm"], reason=data["reason"], at=self.at(data)
        )


class CloseForm(DatedForm):
    slot, anchor, done = "fermer", "parcours", "Le dossier est fermé. Sa place est libre."
    button = "Fermer le dossier"
    fields_of = {"reason_needed": "reason", "early_exit": "note"}

    reason = choice_of("Motif de sortie", None)
    housing_outcome = choice_of("Logement à la sortie", None, required=False, empty="Pas précisé")
    oriented_to = choice_of(
        "Service qui prend le relais",
        None,
        required=False,
        empty="Aucun",
        help_text="Celui vers qui la personne est orientée, s’il y en a un.",
    )
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
        self.fields["oriented_to"].queryset = Service.objects.filter(is_published=True)

    def build(self, data):
        names = ("reason", "housing_outcome", "oriented_to", "note")
        return self.act(CloseFile, data, **{name: data[name] for name in names})


class HolderForm(DatedForm):
    """Somebody will hold the file: with the places each one has left."""

    fields_of = {
        "full": "case_manager",
        "not_case_manager": "case_manager",
        "already_held": "case_manager",
        "reason_needed": "reason",
    }
    over_capacity_reason = text_field(
        "Motif du dépassement",
        required=False,
        rows=2,
        help_text="Seulement si la personne choisie est au complet. Reste au journal.",
    )

    def offer(self, case_managers):
        field = self.fields["case_manager"]
        field.loads = {load.case_manager.pk: load for load in loads(self.case_file.programme)}
        field.queryset = case_managers


class ReopenForm(HolderForm):
    slot, anchor, done = "rouvrir", "parcours", "Le dossier est rouvert, au bilan. Son histoire est gardée."
    button = "Rouvrir le dossier"

    reason = text_field("Pourquoi l’accompagnement reprend", rows=2)
    case_manager = CaseManagerField(
        label="Qui accompagne", queryset=None, required=False, empty_label="Comme avant"
    )

    field_order = ("reason", "case_manager", "over_capacity_reason", "on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if may_distribute(self.user):
            self.offer(case_managers_of(self.case_file.programme))
        else:
            del self.fields["case_manager"]
        if not may_exceed_capacity(self.user):
            del self.fields["over_capacity_reason"]

    def build(self, data):
        return ReopenFile(
            self.user,
            self.case_file,
            reason=data["reason"],
            case_manager=data.get("case_manager"),
            over_capacity_reason=data.get("over_capacity_reason", ""),
            at=self.at(data),
        )


class AssignForm(HolderForm):
    slot, anchor, done = "confier", "parcours", "Le dossier est confié."
    button = "Confier le dossier"

    case_manager = CaseManagerField(label="Confier à", queryset=None, empty_label="Choisissez…")
    reason = text_field("Pourquoi", rows=2)

    field_order = ("case_manager", "reason", "over_capacity_reason", "on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(case_managers_of(self.case_file.programme).exclude(pk=self.case_file.case_manager_id))

    def build(self, data):
        names = ("case_manager", "reason", "over_capacity_reason")
        return self.act(Assign, data, **{name: data[name] for name in names})
