"""What one writes in a file, one small form for each act."""

from django.urls import reverse

from casefiles.access import may_read_confidential, rows_of
from casefiles.actions.plan.add_objective import AddObjective
from casefiles.admin.forms.base import CaseForm, choice_of, date_field, text_field
from casefiles.models import (
    LifeAxis,
    Objective,
)


class FileForm(CaseForm):
    """`anchor` is the section one comes back to; `done` is said once it is written; `button` writes it."""

    anchor = done = button = ""
    # The page of the file one comes back to, by the name of its address.
    page = "file"
    # How its fields stand: their template, and a class of the form.
    fields_template = "casefiles/admin/parts/form_fields.html"
    dress = ""
    # Whether the blank form already says something of this file: then it is read, and the journal says so.
    tells = True

    def __init__(self, *args, user, case_file, item=None, **kwargs):
        self.user, self.case_file, self.item = user, case_file, item
        if item is not None:
            # A page may show the same form beside several rows.
            kwargs.setdefault("auto_id", f"id_{self.slot}_{item.pk.hex[:8]}_%s")
        super().__init__(*args, **kwargs)

    @classmethod
    def fold_id(cls):
        """The id of the fold it stands in."""
        return f"plier-{cls.slot}"

    def build(self, data):
        raise NotImplementedError

    @property
    def comes_back_to_plan(self):
        """Whether it was sent from the page of the whole plan."""
        return self.data.get("retour") == self.anchor == "plan"

    def told(self, result):
        """What is said once it is written."""
        return self.done

    def told_after(self, result, before):
        """The same when as many were written just before, one by one."""
        return self.told(result)

    def destination(self, result):
        """Where one goes once it is written: back to the section."""
        page = "plan" if self.comes_back_to_plan else self.page
        return f"{reverse(f'casefiles:{page}', args=[self.case_file.pk])}#{self.anchor}"

    def limit_confidential(self, *names):
        """Take away what only the case manager of the file may write."""
        if not may_read_confidential(self.user, self.case_file):
            for name in names:
                del self.fields[name]


def open_objectives(user, case_file):
    """The objectives of this file that are under way."""
    rows = rows_of(user, case_file, Objective).filter(state=Objective.State.OPEN)
    return rows.select_related("axis")


class ObjectiveForm(FileForm):
    slot, anchor, done = "objectif", "plan", "L’objectif est ajouté au plan."
    button, tells = "Ajouter l’objectif", False
    fields_of = {"statement_needed": "statement", "axis_inactive": "axis", "due_before": "due_on"}

    axis = choice_of("Axe de vie", None)
    statement = text_field("Objectif", rows=2, help_text="Une phrase, un résultat que l’on pourra constater.")
    own_words = text_field("Avec les mots de la personne", required=False, rows=2)
    means = text_field(
        "Moyens",
        required=False,
        rows=2,
        help_text="Ce que l’on y met : du temps, une aide, un budget, un partenaire.",
    )
    due_on = date_field("Pour le", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["axis"].queryset = LifeAxis.objects.filter(active=True)

    def build(self, data):
        return AddObjective(self.user, self.case_file, **data)
