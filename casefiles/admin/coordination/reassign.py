"""Several files are confided at once: choose, look at what it gives, confirm; told file by file."""

from uuid import UUID

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from casefiles.access import may_be_case_manager, visible_to
from casefiles.actions.base import Refused
from casefiles.actions.file.assign_many import MOST, AssignMany
from casefiles.admin.forms.base import CaseForm, text_field
from casefiles.admin.lists.files import FileFilterSet
from casefiles.caseload import loads
from casefiles.lateness import KINDS
from casefiles.models import CaseFile, Programme
from casefiles.silence import with_heard_on
from portal.audit.journal import record

FIT, WHOLE = "fit", "whole"


class ManagerChoice(forms.ModelChoiceField):
    """A case manager, with what is left in each programme."""

    places = {}

    def label_from_instance(self, person):
        return f"{person} – {self.places.get(person.pk, 'aucun dispositif')}"


class ReassignForm(CaseForm):
    slot = "confier-plusieurs"
    fields_of = {
        "nothing_chosen": "files",
        "too_many": "files",
        "reason_needed": "reason",
        "not_case_manager": "case_manager",
    }

    files = forms.ModelMultipleChoiceField(
        label="Dossiers", queryset=None, error_messages={"required": "Choisissez au moins un dossier."}
    )
    case_manager = ManagerChoice(label="Confier à", queryset=None, empty_label="Choisissez…")
    reason = text_field("Pourquoi", rows=2, help_text="Gardé dans chaque dossier, lu par l’équipe.")
    how = forms.ChoiceField(
        label="Si tous ne tiennent pas",
        choices=[
            (FIT, "Confier ceux qui tiennent, laisser les autres où ils sont"),
            (WHOLE, "Tous ou aucun"),
        ],
        initial=FIT,
        widget=forms.RadioSelect,
    )
    over_capacity_reason = text_field(
        "Motif du dépassement",
        required=False,
        rows=2,
        help_text="Seulement pour aller au-delà des places. Reste au journal.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        open_files = visible_to(user, CaseFile).filter(closed_on__isnull=True)
        self.fields["files"].queryset = open_files.select_related(
            "person", "programme", "case_manager", "stage"
        )
        field = self.fields["case_manager"]
        field.queryset = may_be_case_manager().order_by("last_name", "first_name")
        field.places = _places()

    def action(self, user):
        data = self.cleaned_data
        # In the order of the screen: those above take the places first.
        turn = {pk: number for number, pk in enumerate(_uuids(self.data.getlist("files")))}
        return AssignMany(
            actor=user,
            case_files=sorted(data["files"], key=lambda row: turn.get(row.pk, 0)),
            case_manager=data["case_manager"],
            reason=data["reason"],
            over_capacity_reason=data["over_capacity_reason"],
            whole=data["how"] == WHOLE,
        )


def _places():
    """{person: « Héberge Toit 3 libres sur 10, … »}."""
    words = {}
    for programme in Programme.objects.filter(active=True).order_by("name"):
        for load in loads(programme):
            left = f"{load.left} libre{'s' if load.left > 1 else ''} sur {load.capacity}"
            words.setdefault(load.case_manager.pk, []).append(f"{programme} : {left}")
    return {person: ", ".join(parts) for person, parts in words.items()}


class ReassignView(View):
    """GET: the files as filtered, to tick. POST: a look first, then the act."""

    template = "casefiles/admin/coordination/reassign.html"
    preview = "casefiles/admin/coordination/reassign_preview.html"
    result = "casefiles/admin/coordination/reassign_result.html"

    def get(self, request):
        return self._choose(request, ReassignForm(user=request.user))

    def post(self, request):
        form = ReassignForm(request.POST, user=request.user)
        step = request.POST.get("step")
        if step == "back":
            return self._choose(request, form)
        confirmed = step == "confirm"
        if not form.is_valid():
            return self._choose(request, form, status=422)
        try:
            action = form.action(request.user)
            told = action.execute() if confirmed else action.preview()
        except Refused as refused:
            form.add_error(form.field_for(refused.code), refused.message)
            return self._choose(request, form, status=422)
        context = {
            "form": form,
            "told": told,
            "done": confirmed,
            "fits": sum(outcome.is_done for outcome in told),
            "manager": form.cleaned_data["case_manager"],
            "blocked": action.whole and not all(outcome.is_done for outcome in told),
            "kinds_tabs": KINDS,
            "back": request.GET.urlencode(),
        }
        return render(request, self.result if confirmed else self.preview, context)

    def _choose(self, request, form, status=200):
        rows = self._files(request)
        total = rows.count()
        rows = list(rows[:MOST])
        record("casefile.list", actor=request.user, details={"screen": "reassign", "count": len(rows)})
        ticked = set(_uuids(form.data.getlist("files"))) if form.is_bound else set()
        for row in rows:
            row.ticked = row.pk in ticked
        context = {
            "form": form,
            "rows": rows,
            "total": total,
            "most": MOST,
            "filters": self._filters(request),
            "kinds_tabs": KINDS,
            "today": timezone.localdate(),
            "problems": form.problems if status == 422 else [],
        }
        return render(request, self.template, context, status=status)

    def _filters(self, request):
        return FileFilterSet(request.GET, queryset=visible_to(request.user, CaseFile).none(), request=request)

    def _files(self, request):
        """The same filters as the list of files, in the same words of the address; open files only."""
        rows = with_heard_on(visible_to(request.user, CaseFile))
        filters = FileFilterSet(request.GET, queryset=rows, request=request)
        rows = filters.qs if filters.form.is_valid() else rows
        rows = rows.filter(closed_on__isnull=True)
        return rows.select_related("person", "programme", "stage", "case_manager").order_by(
            "case_manager__last_name", "case_manager", "reference"
        )


def _uuids(values):
    for value in values:
        try:
            yield UUID(value)
        except ValueError:
            continue
