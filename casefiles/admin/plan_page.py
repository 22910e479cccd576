"""The whole plan on one page, filtered; and the correction of one objective or action on its own page."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from casefiles.access import may_work_on, visible_to
from casefiles.actions.file.open import OpenFile
from casefiles.actions.unchanged import state_of
from casefiles.admin import sections
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find
from casefiles.admin.folds import forms_of
from casefiles.admin.forms.plan import ActionEditForm, ObjectiveEditForm
from casefiles.models import Objective, PlannedAction
from casefiles.templatetags.casework import on_moment_short

# What one may ask to see, in the address; the first one is what is shown unasked.
VIEWS = {
    "en-cours": "En cours",
    "en-retard": "En retard",
    "termine": "Terminé",
    "tout": "Tout",
}
EDITS = {
    "objectif": (ObjectiveEditForm, Objective, "case_file"),
    "action": (ActionEditForm, PlannedAction, "objective__case_file"),
}
FIELD_WORDS = {
    "axis": "axe de vie",
    "statement": "énoncé",
    "own_words": "mots de la personne",
    "means": "moyens",
    "due_on": "échéance",
    "who": "qui",
    "partner": "partenaire",
}


@dataclass(frozen=True)
class Tab:
    label: str
    value: str
    count: int
    current: bool


class PlanView(View):
    def get(self, request, pk):
        return show(request, find(request.user, pk))


def show(request, case_file, bound=None, status=200):
    """The plan; `bound` is the act on it that was refused, shown where it was typed."""
    OpenFile(request.user, case_file).execute()
    today = timezone.localdate()
    plan = sections.plan_of(request.user, case_file)
    kept = {value: kept_of(plan, value, today) for value in VIEWS}
    asked = _asked(request, bound)
    may_write = may_work_on(request.user, case_file) and not case_file.is_closed
    context = {
        "header_title": f"Plan d’action · {case_file.reference}",
        "case_file": case_file,
        "person": case_file.person,
        "plan": kept[asked],
        "tabs": [Tab(label, value, _count(kept[value]), value == asked) for value, label in VIEWS.items()],
        "asked": asked,
        **forms_of(request.user, case_file, bound=bound, asked=request.GET.getlist("ouvrir")),
        "may_write": may_write,
        "stands": state_of(case_file),
        "today": today,
        "back": "plan",
    }
    return render(request, "casefiles/admin/plan/page.html", context, status=status)


def _asked(request, bound):
    """The view that is asked for; a refusal about one row must stand beside it, whatever its state."""
    if bound is not None and bound.item is not None:
        return "tout"
    asked = request.GET.get("voir")
    return asked if asked in VIEWS else "en-cours"


def kept_of(plan, asked, today):
    """The axes and objectives that this view shows; an objective stays for one of its actions."""
    found = []
    for axis, objectives in plan:
        chosen = [objective for objective in objectives if _is_kept(objective, asked, today)]
        if chosen:
            found.append((axis, chosen))
    return found


def _is_kept(objective, asked, today):
    actions = objective.actions.all()
    if asked == "en-cours":
        return objective.is_open
    if asked == "en-retard":
        return objective.is_late(today) or any(action.is_late(today) for action in actions)
    if asked == "termine":
        return not objective.is_open or any(not action.is_open for action in actions)
    return True


def _count(plan):
    return sum(len(objectives) for _axis, objectives in plan)


class PlanItemView(View):
    """One objective or one action: what stands, its correction, and what changed before."""

    def get(self, request, pk, kind, item):
        case_file, form_class, row = self._found(request, pk, kind, item)
        return self._show(
            request, case_file, kind, form_class(user=request.user, case_file=case_file, item=row)
        )

    def post(self, request, pk, kind, item):
        case_file, form_class, row = self._found(request, pk, kind, item)
        form = form_class(request.POST, user=request.user, case_file=case_file, item=row)
        done, result = attempt(form, form.build)
        if not done:
            return self._show(request, case_file, kind, form, status=422)
        messages.success(request, form.done, extra_tags=form.anchor)
        return redirect(form.destination(result))

    def _found(self, request, pk, kind, item):
        if kind not in EDITS:
            raise Http404
        case_file = find(request.user, pk)
        form_class, model, path = EDITS[kind]
        rows = visible_to(request.user, model).filter(**{path: case_file})
        return case_file, form_class, get_object_or_404(rows, pk=item)

    def _show(self, request, case_file, kind, form, status=200):
        OpenFile(request.user, case_file).execute()
        may_write = may_work_on(request.user, case_file) and not case_file.is_closed
        context = {
            "header_title": f"Plan d’action · {case_file.reference}",
            "title": "Corriger l’objectif" if kind == "objectif" else "Corriger l’action",
            "case_file": case_file,
            "person": case_file.person,
            "row": form.item,
            "kind": kind,
            "form": form,
            "may_write": may_write,
            "history": history_of(form),
            "problems": form.problems,
            "back": request.POST.get("retour") or request.GET.get("retour", ""),
        }
        return render(request, "casefiles/admin/plan/item.html", context, status=status)


def history_of(form):
    """[(moment, who, what)], by the names of the fields: what they said is not kept twice."""
    return [(on_moment_short(entry.recorded_at), entry.actor, _told(entry)) for entry in form.changes()]


def _told(entry):
    fields = [FIELD_WORDS[name] for name in entry.details.get("fields", ()) if name in FIELD_WORDS]
    return f"{entry.action_label} ({', '.join(fields)})" if fields else entry.action_label
