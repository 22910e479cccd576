"""Acts on one objective or one planned action of the file, and their correction by two people at once."""

from django import forms

from casefiles.actions.plan.add_planned_action import AddPlannedAction
from casefiles.actions.plan.correct_objective import CorrectObjective
from casefiles.actions.plan.correct_planned_action import CorrectPlannedAction
from casefiles.actions.plan.postpone import PostponeAction
from casefiles.actions.plan.set_action_state import SetActionState
from casefiles.actions.plan.settle_objective import SettleObjective
from casefiles.admin.forms.base import choice_of, date_field, text_field
from casefiles.admin.forms.file import FileForm, ObjectiveForm, open_objectives
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import LifeAxis, Objective, PlannedAction
from content.directory.models import Service


class PlannedActionForm(FileForm):
    slot, anchor, done, button = "action", "plan", "L’action est ajoutée.", "Ajouter l’action"
    fields_of = {
        "statement_needed": "statement",
        "who": "who",
        "partner": "partner",
        "due_before": "due_on",
        "settled": "objective",
    }

    objective = choice_of("Pour l’objectif", None)
    statement = forms.CharField(label="Action", max_length=500)
    who = forms.ChoiceField(label="Qui", choices=PlannedAction.Who.choices)
    partner = choice_of(
        "Service partenaire", None, required=False, empty="–", help_text="Si un partenaire agit."
    )
    due_on = date_field("Pour le", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Service.objects.filter(is_published=True)
        objective = self.fields["objective"]
        objective.queryset = open_objectives(self.user, self.case_file)
        objective.label_from_instance = lambda row: f"{row.axis} – {row.statement}"
        objective.rows = list(objective.queryset)
        if len(objective.rows) == 1:
            objective.initial = objective.rows[0]

    @classmethod
    def fold_id(cls):
        return "nouvelle-action"

    def build(self, data):
        return AddPlannedAction(self.user, data.pop("objective"), **data)


class ActionStateForm(FileForm):
    """Its item is a PlannedAction."""

    slot, anchor, done = "etat-action", "plan", "L’action est mise à jour."
    fields_of = {"state": "state", "same_state": "state"}

    state = forms.ChoiceField(label="État", choices=PlannedAction.State.choices)
    result = forms.CharField(label="Résultat", max_length=500, required=False, help_text="Facultatif.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].initial = PlannedAction.State.DONE

    def build(self, data):
        return SetActionState(self.user, self.item, **data)


class SettleForm(FileForm):
    """Its item is an Objective."""

    slot, anchor, done = "resultat", "plan", "Le résultat est enregistré."
    fields_of = {"state": "state", "same_state": "state"}

    state = forms.ChoiceField(label="État", choices=Objective.State.choices)
    result = text_field("Résultat constaté", required=False, rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].initial = Objective.State.REACHED

    def build(self, data):
        return SettleObjective(self.user, self.item, **data)


class PostponeForm(FileForm):
    """Its item is a PlannedAction; one press puts it off by a week."""

    slot, anchor, done = "reporter", "plan", "L’action est reportée d’une semaine."

    def build(self, data):
        return PostponeAction(self.user, self.item)


class PlanItemForm(SeenForm):
    """Its item is an objective or an action that exists; the page of its own says what changed before."""

    anchor = "plan"
    names = ()
    # The word under which the journal keeps the item.
    told_as = ""
    # What its place on the page is called.
    mark = ""

    def record(self):
        return self.item

    def standing(self):
        return {name: getattr(self.item, name) for name in self.names}

    def changes(self):
        entries = super().changes()
        return [entry for entry in entries if entry.details.get(self.told_as) == str(self.item.pk)]

    def changed(self, data):
        """What differs from what stands now: only that is written."""
        standing = self.standing()
        return {name: data[name] for name in standing if (data[name] or None) != (standing[name] or None)}

    def destination(self, result):
        return super().destination(result).replace("#plan", f"#{self.mark}-{self.item.pk}")


class ObjectiveEditForm(PlanItemForm):
    slot, done = "objectif", "L’objectif est corrigé."
    told_as = mark = "objective"
    names = ("axis", "statement", "own_words", "means", "due_on")
    change_codes = ("objective.added", "objective.corrected", "objective.settled")
    fields_of = ObjectiveForm.fields_of

    axis = choice_of("Axe de vie", None)
    statement = text_field("Objectif", rows=2)
    own_words = text_field("Avec les mots de la personne", required=False, rows=2)
    means = text_field("Moyens", required=False, rows=2)
    due_on = date_field("Pour le", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        active, own = LifeAxis.objects.filter(active=True), LifeAxis.objects.filter(pk=self.item.axis_id)
        self.fields["axis"].queryset = active | own

    def build(self, data):
        return CorrectObjective(self.user, self.item, changes=self.changed(data), seen=data["seen"])


class ActionEditForm(PlanItemForm):
    slot, done = "action", "L’action est corrigée."
    told_as, mark = "planned_action", "action"
    names = ("statement", "who", "partner", "due_on")
    change_codes = (
        "planned_action.added",
        "planned_action.corrected",
        "planned_action.postponed",
        "planned_action.changed",
    )
    fields_of = PlannedActionForm.fields_of

    statement = forms.CharField(label="Action", max_length=500)
    who = forms.ChoiceField(label="Qui", choices=PlannedAction.Who.choices)
    partner = choice_of(
        "Service partenaire", None, required=False, empty="–", help_text="Si un partenaire agit."
    )
    due_on = date_field("Pour le", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Service.objects.filter(is_published=True)
        self.fields["partner"].queryset = offered | Service.objects.filter(pk=self.item.partner_id)

    def build(self, data):
        return CorrectPlannedAction(self.user, self.item, changes=self.changed(data), seen=data["seen"])
