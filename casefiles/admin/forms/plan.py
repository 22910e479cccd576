"""Acts on one objective, one planned action or one contact of the file."""

from django import forms

from casefiles.access import visible_to
from casefiles.actions.contact.correct import CorrectContact
from casefiles.actions.plan.add_planned_action import AddPlannedAction
from casefiles.actions.plan.set_action_state import SetActionState
from casefiles.actions.plan.settle_objective import SettleObjective
from casefiles.admin.forms.base import choice_of, date_field, text_field
from casefiles.admin.forms.file import ContactForm, FileForm, open_objectives
from casefiles.admin.forms.seen import SeenForm
from casefiles.models import ContactKind, ContactMedium, LifeAxis, Objective, PlannedAction
from content.directory.models import Service


class PlannedActionForm(FileForm):
    slot, anchor, done = "action", "plan", "L’action est ajoutée."
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
        first_two = objective.queryset[:2]
        if len(first_two) == 1:
            objective.initial = first_two[0]

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
        self.auto_id = f"id_{self.slot}_{self.item.pk.hex[:8]}_%s"

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
        self.auto_id = f"id_{self.slot}_{self.item.pk.hex[:8]}_%s"

    def build(self, data):
        return SettleObjective(self.user, self.item, **data)


class CorrectionForm(SeenForm, ContactForm):
    """Its item is a Contact. What it said before stays readable."""

    slot, anchor, done = "corriger", "contacts", "Le contact est corrigé ; l’ancienne version reste lisible."
    fields_of = {**ContactForm.fields_of, "reason_needed": "reason"}
    quick = ("date", "kind", "medium", "minutes", "note", "reason")
    change_codes = ("contact.corrected",)

    reason = forms.CharField(label="Pourquoi cette correction", max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_what_was_chosen()

    def record(self):
        return self.item

    def standing(self):
        names = (name for name in self.fields if name not in ("reason", "seen"))
        return {name: getattr(self.item, name) for name in names}

    def changes(self):
        return [entry for entry in super().changes() if entry.details.get("contact") == str(self.item.pk)]

    def _offer_what_was_chosen(self):
        """A line put to rest since is still the right one for an old contact."""
        self.fields["kind"].queryset |= ContactKind.objects.filter(pk=self.item.kind_id)
        self.fields["medium"].queryset |= ContactMedium.objects.filter(pk=self.item.medium_id)
        self.fields["axis"].queryset |= LifeAxis.objects.filter(pk=self.item.axis_id)
        self.fields["objective"].queryset |= visible_to(self.user, Objective).filter(
            pk=self.item.objective_id, case_file=self.case_file
        )

    def build(self, data):
        standing = self.standing()
        changes = {name: data[name] for name in standing if (data[name] or None) != (standing[name] or None)}
        return CorrectContact(self.user, self.item, changes=changes, reason=data["reason"], seen=data["seen"])
