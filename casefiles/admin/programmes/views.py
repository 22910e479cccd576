"""The screens: the list, a new programme, one programme at a glance, and each of its parts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from casefiles.actions.base import Refused
from casefiles.actions.programme.criterion import RemoveCriterion
from casefiles.actions.programme.parts import PARTS
from casefiles.admin.acting import attempt
from casefiles.admin.programmes import overview
from casefiles.admin.programmes.criteria import COMPUTED, CriterionForm, Kind, document_of, subjects
from casefiles.admin.programmes.forms import (
    EngagementsForm,
    FormsForm,
    IdentityForm,
    ListsForm,
    NewProgrammeForm,
    TeamForm,
    TerritoryForm,
)
from casefiles.admin.programmes.rows import CodesForm, StagesForm
from casefiles.answer_criteria import find_question
from casefiles.models import Programme

FORMS = {
    form.part: form
    for form in (
        IdentityForm,
        FormsForm,
        TerritoryForm,
        StagesForm,
        ListsForm,
        EngagementsForm,
        CodesForm,
        TeamForm,
    )
}


class ProgrammesView(View):
    def get(self, request):
        context = {"programmes": overview.listed(), "header_title": "Dispositifs"}
        return render(request, "casefiles/admin/programmes/list.html", context)


class NewProgrammeView(View):
    def get(self, request):
        return self.show(request, NewProgrammeForm(user=request.user))

    def post(self, request):
        form = NewProgrammeForm(request.POST, user=request.user)
        done, programme = attempt(form, form.build)
        if not done:
            return self.show(request, form, status=422)
        messages.success(request, f"« {programme} » est créé. Complétez ce qui manque.")
        return redirect("casefiles:programme", programme.pk)

    def show(self, request, form, status=200):
        context = {"form": form, "header_title": "Nouveau dispositif"}
        return render(request, "casefiles/admin/programmes/new.html", context, status=status)


class ProgrammeView(View):
    def get(self, request, pk):
        programme = find(pk)
        return render(
            request,
            "casefiles/admin/programmes/programme.html",
            page(programme) | overview.facts_of(programme),
        )


class PartView(View):
    """One part: shown, and saved. On a refusal it comes back with what was typed."""

    def get(self, request, pk, part):
        programme, form_class = self.asked(pk, part)
        return self.show(request, form_class(user=request.user, programme=programme))

    def post(self, request, pk, part):
        programme, form_class = self.asked(pk, part)
        form = form_class(request.POST, user=request.user, programme=programme)
        done, _changed = attempt(form, form.build)
        if not done:
            form.settle()
            return self.show(request, form, status=422)
        words = f"{PARTS[part].title} : {form.done[0].lower()}{form.done[1:]}"
        messages.success(request, words, extra_tags=part)
        return redirect(f"{reverse('casefiles:programme', args=[pk])}#{part}")

    def asked(self, pk, part):
        if part not in FORMS:
            raise Http404
        return find(pk), FORMS[part]

    def show(self, request, form, status=200):
        part = PARTS[form.part]
        context = page(form.programme, part.slug) | {"form": form, "part": part}
        return render(request, f"casefiles/admin/programmes/part/{part.slug}.html", context, status=status)


class NewCriterionView(View):
    """First what it is about; then the criterion itself."""

    def get(self, request, pk):
        programme = find(pk)
        form = self.form_of(request, programme, request.GET)
        if form is None:
            return choose(request, programme)
        return show_criterion(request, form)

    def post(self, request, pk):
        programme = find(pk)
        form = self.form_of(request, programme, request.GET, request.POST)
        if form is None:
            # The question left the form meanwhile: what was typed comes back, and says so.
            uid = request.GET.get("question", "")
            form = CriterionForm(
                request.POST, user=request.user, programme=programme, kind=Kind.ANSWER, uid=uid
            )
        return save_criterion(request, form)

    def form_of(self, request, programme, asked, *data):
        kind, uid = asked.get("critere", ""), asked.get("question", "")
        if uid and find_question(document_of(programme), uid):
            kind = Kind.ANSWER
        elif kind not in COMPUTED:
            return None
        return CriterionForm(*data, user=request.user, programme=programme, kind=kind, uid=uid)


class CriterionView(View):
    def get(self, request, pk, criterion):
        programme, row = self.asked(pk, criterion)
        if "choisir" in request.GET and row.kind == Kind.ANSWER:
            return choose(request, programme, row)
        uid = request.GET.get("question", "")
        return show_criterion(request, self.form_of(request, programme, row, uid=uid))

    def post(self, request, pk, criterion):
        programme, row = self.asked(pk, criterion)
        if "remove" in request.POST:
            return self.remove(request, programme, row)
        return save_criterion(request, self.form_of(request, programme, row, request.POST))

    def remove(self, request, programme, row):
        label = str(row)
        try:
            RemoveCriterion(
                request.user, programme, criterion=row, seen=request.POST.get("seen") or None
            ).execute()
        except Refused as refused:
            messages.error(request, refused.message)
            if refused.code == "gone":
                return redirect("casefiles:programme", programme.pk)
            return redirect("casefiles:programme_criterion", programme.pk, row.pk)
        messages.success(
            request, f"« {label} » n’est plus vérifié. Les demandes reçues gardent ce qui a été dit."
        )
        return redirect(f"{reverse('casefiles:programme', args=[programme.pk])}#criteres")

    def asked(self, pk, criterion):
        programme = find(pk)
        return programme, get_object_or_404(programme.criteria, pk=criterion)

    def form_of(self, request, programme, row, *data, uid=""):
        return CriterionForm(
            *data, user=request.user, programme=programme, kind=row.kind, criterion=row, uid=uid
        )


def find(pk):
    return get_object_or_404(Programme.objects.select_related(*overview.LOADED), pk=pk)


def page(programme, here=""):
    """What every page of a programme has: its head and the way to its parts."""
    return {
        "programme": programme,
        "parts": [*list(PARTS.values())[:3], "criteres", *list(PARTS.values())[3:]],
        "here": here,
        "header_title": programme.name,
    }


def choose(request, programme, criterion=None):
    context = page(programme, "criteres") | {
        "subjects": subjects(programme, with_computed=criterion is None),
        "criterion": criterion,
    }
    return render(request, "casefiles/admin/programmes/criterion_choose.html", context)


def save_criterion(request, form):
    done, criterion = attempt(form, form.build)
    if not done:
        form.settle()
        return show_criterion(request, form, status=422)
    messages.success(request, f"Critère « {criterion} » : c’est enregistré.", extra_tags="criteres")
    return redirect(f"{reverse('casefiles:programme', args=[form.programme.pk])}#criteres")


def show_criterion(request, form, status=200):
    context = page(form.programme, "criteres") | {"form": form, "criterion": form.criterion}
    return render(request, "casefiles/admin/programmes/criterion.html", context, status=status)
