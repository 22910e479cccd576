"""Parts made of rows: stages and report codes. A few empty rows at the end; an order moves them."""

from django import forms
from django.utils.functional import cached_property

from casefiles.actions.programme import stages
from casefiles.actions.programme.parts import PARTS
from casefiles.actions.unchanged import CHANGED
from casefiles.admin.forms.base import CaseForm, choice_of
from casefiles.admin.programmes.forms import PartForm
from casefiles.admin.programmes.standing import tell_now
from casefiles.models import Stage
from forms.models import FormDefinition

LAST = 10**6


class StageRow(CaseForm):
    id = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)
    order = forms.IntegerField(
        label="Ordre",
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    name = forms.CharField(label="Nom", max_length=80)
    kind = forms.ChoiceField(label="Nature", choices=[("", "Choisissez…"), *Stage.Kind.choices])
    usual_days = forms.IntegerField(
        label="Durée habituelle, en jours", required=False, min_value=1, max_value=3650
    )
    purpose = forms.CharField(label="À quoi elle sert", required=False, max_length=250)
    asks_form = choice_of("Formulaire à remplir avant la suite", None, required=False, empty="Aucun")
    asks_contact = forms.BooleanField(label="Un contact noté pendant l’étape", required=False)
    asks_objective = forms.BooleanField(label="Au moins un objectif en cours", required=False)
    asks_actions = forms.BooleanField(label="Une action par objectif en cours", required=False)
    asks_results = forms.BooleanField(label="Un résultat pour chaque objectif", required=False)
    report_code = forms.CharField(
        label="Code dans les rapports", required=False, max_length=40, help_text="Repris dans les exports."
    )
    asks = ("asks_contact", "asks_objective", "asks_actions", "asks_results")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asks_form"].queryset = FormDefinition.objects.filter(kind__in=("assessment", "exit"))

    @property
    def title(self):
        return self["name"].value() or "Nouvelle étape"

    @property
    def kind_words(self):
        return dict(Stage.Kind.choices).get(self["kind"].value(), "")

    @property
    def asked(self):
        return [self[name] for name in self.asks]

    @property
    def is_kept(self):
        return bool(self["id"].value())


class CodeRow(CaseForm):
    @property
    def is_kept(self):
        return bool(self["authority"].value())

    authority = forms.CharField(label="Pour qui", max_length=60)
    code = forms.CharField(label="Code", max_length=40)
    label = forms.CharField(label="Ce qu’il veut dire", max_length=160, required=False)


class RowsForm(PartForm):
    """A part that is a list of rows: `rows` is its formset."""

    row_form, extra, most = None, 2, 20
    remove_words = ""

    @cached_property
    def rows(self):
        made = self._formset()
        for row in made.forms:
            row.fields["DELETE"].label = self.remove_words
        self.dress(made)
        return made

    def dress(self, rows):
        """What every row has in common, asked of the database once."""

    def _formset(self):
        made = forms.formset_factory(
            self.row_form,
            extra=self.extra,
            can_delete=True,
            max_num=self.most,
            absolute_max=self.most + self.extra,
        )
        if self.is_bound:
            # Rows are told by what was sent: somebody else may have added or moved some meanwhile.
            return made(self.data, prefix=self.part)
        return made(prefix=self.part, initial=self.initial_rows())

    def standing(self):
        return {}

    def initial_rows(self):
        raise NotImplementedError

    def is_valid(self):
        # Both are looked at, so that every mistake is told at once.
        rows_are_valid = self.rows.is_valid()
        if super().is_valid() and not rows_are_valid:
            for message in self.rows.non_form_errors():
                self.add_error(None, message)
        return super().is_valid() and rows_are_valid

    @property
    def problems(self):
        found = super().problems
        if not self.is_bound:
            return found
        for number, row in enumerate(self.rows.forms, start=1):
            if row.errors and row not in self.rows.deleted_forms:
                found += [(field_id, f"Ligne {number} · {message}") for field_id, message in row.problems]
        return found

    def kept_rows(self):
        """The rows that were filled and not taken away, in the order that was asked for."""
        shown = self.rows.initial_form_count()
        rows = [row for number, row in enumerate(self.rows.forms) if number < shown or row.has_changed()]
        rows = [row for row in rows if not row.cleaned_data.get("DELETE")]
        data = [row.cleaned_data for row in rows if row.cleaned_data]
        return [row for _place, row in sorted(enumerate(data), key=lambda one: self.place(*one))]

    def place(self, index, row):
        return index


class StagesForm(RowsForm):
    part = "etapes"
    row_form = StageRow
    remove_words = "Supprimer cette étape"
    most = stages.MAX_STAGES

    def initial_rows(self):
        return [
            {"id": stage.pk, "order": number, **{name: getattr(stage, name) for name in stages.FIELDS}}
            for number, stage in enumerate(
                self.programme.stages.select_related("asks_form").order_by("order"), 1
            )
        ]

    def place(self, index, row):
        """A number given to two stages: the one that moves there takes it, and the other makes way."""
        asked, stood = row["order"] or LAST, self.stood.get(_number(row["id"]), LAST)
        return (asked, (asked > stood) - (asked < stood), index)

    @cached_property
    def stood(self):
        """{stage: its number until now}"""
        return {row["id"]: row["order"] for row in self.initial_rows()}

    def dress(self, rows):
        offered = list(rows.empty_form.fields["asks_form"].choices)
        for row in rows.forms:
            row.fields["asks_form"].widget.choices = offered

    def payload(self, data):
        existing = {stage.pk: stage for stage in self.programme.stages.all()}
        return [
            {"stage": existing.get(_number(row["id"])), **{name: row[name] for name in stages.FIELDS}}
            for row in self.kept_rows()
        ]

    def settle(self):
        super().settle()
        if self.refused_with != CHANGED:
            return
        standing = {row["id"]: row for row in self.initial_rows()}
        for row in self.rows.forms:
            if (now := standing.pop(_number(row["id"].value()), None)) is not None:
                tell_now(row, now)
        self._take_in(standing.values())

    def _take_in(self, added):
        """Stages that somebody else made stand below, or the next sending would take them away."""
        total = len(self.rows.forms)
        for number, row in enumerate(added, start=total):
            for name, value in row.items():
                key = f"{self.part}-{number}-{name}"
                if value is True:
                    self.data[key] = "on"
                elif value not in (None, False):
                    self.data[key] = str(getattr(value, "pk", value))
        self.data[f"{self.part}-TOTAL_FORMS"] = str(total + len(added))
        nows = {
            form.prefix: {n: f.now for n, f in form.fields.items() if hasattr(f, "now")}
            for form in self.rows.forms
        }
        del self.rows
        for form in self.rows.forms:
            for name, now in nows.get(form.prefix, {}).items():
                form.fields[name].now = now


class CodesForm(RowsForm):
    part = "codes"
    row_form = CodeRow
    remove_words = "Supprimer ce code"
    extra = 3
    most = 30

    def initial_rows(self):
        names = ("authority", "code", "label")
        return [dict(zip(names, row, strict=True)) for row in PARTS[self.part].read(self.programme)]

    def payload(self, data):
        return [
            {name: row[name].strip() for name in ("authority", "code", "label")} for row in self.kept_rows()
        ]

    def settle(self):
        super().settle()
        if self.refused_with == CHANGED:
            now = [f"{row['authority']} : {row['code']}" for row in self.initial_rows()]
            self.now_words = ", ".join(now) or "aucun"


def _number(value):
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
