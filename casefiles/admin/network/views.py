"""The page of the network of a file, and that of one role or one orientation in it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from casefiles.access import may_work_on, rows_of
from casefiles.actions.file.open import OpenFile
from casefiles.actions.unchanged import state_of
from casefiles.admin import sections
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find
from casefiles.admin.forms.network import (
    NetworkEditForm,
    NetworkEndForm,
    NetworkForm,
    NetworkRemoveForm,
    OutcomeForm,
    OutwardEditForm,
    OutwardForm,
    OutwardRemoveForm,
)
from casefiles.admin.network.reading import Role, network_of
from casefiles.models import Involvement, OutwardReferral

# What one may do with each noun of the page: {word of the address: (model, its forms)}.
ITEMS = {
    "role": (Involvement, (NetworkEditForm, NetworkEndForm, NetworkRemoveForm)),
    "orientation": (OutwardReferral, (OutcomeForm, OutwardEditForm, OutwardRemoveForm)),
}


class NetworkView(View):
    def get(self, request, pk):
        return show(request, find(request.user, pk))


def show(request, case_file, bound=None, status=200):
    """The network; `bound` is the act that was refused, shown where it was typed."""
    OpenFile(request.user, case_file).execute()
    household, members = sections.household_of(request.user, case_file)
    network = network_of(request.user, case_file, members, timezone.localdate())
    context = _frame(request, case_file) | {
        "header_title": f"Réseau · {case_file.reference}",
        "household": household,
        "members": members,
        "network": network,
        "bound": bound,
        "problems": bound.problems if bound is not None else [],
        "stands": state_of(case_file),
    }
    if context["may_write"]:
        context["forms"] = _forms(request, case_file, bound)
    return render(request, "casefiles/admin/network/page.html", context, status=status)


def _forms(request, case_file, bound):
    forms = {}
    for form_class in (NetworkForm, OutwardForm):
        refused = bound is not None and bound.slot == form_class.slot
        form = bound if refused else form_class(user=request.user, case_file=case_file)
        form.is_asked = form.slot in request.GET.getlist("ouvrir")
        forms[form.slot.replace("-", "_")] = form
    return forms


class NetworkItemView(View):
    """One role or one orientation: what stands, and all that one may do with it."""

    def get(self, request, pk, kind, item):
        case_file, row = self._found(request, pk, kind, item)
        return self._show(request, case_file, kind, row)

    def post(self, request, pk, kind, item):
        case_file, row = self._found(request, pk, kind, item)
        form_class = next((one for one in ITEMS[kind][1] if one.slot == request.POST.get("acte")), None)
        if form_class is None:
            raise Http404
        form = form_class(request.POST, user=request.user, case_file=case_file, item=row)
        done, result = attempt(form, form.build)
        if not done:
            return self._show(request, case_file, kind, row, bound=form, status=422)
        messages.success(request, form.done, extra_tags=form.anchor)
        return redirect(form.destination(result))

    def _found(self, request, pk, kind, item):
        if kind not in ITEMS:
            raise Http404
        case_file = find(request.user, pk)
        rows = rows_of(request.user, case_file, ITEMS[kind][0])
        return case_file, get_object_or_404(rows.select_related("service", "author"), pk=item)

    def _show(self, request, case_file, kind, row, bound=None, status=200):
        OpenFile(request.user, case_file).execute()
        context = _frame(request, case_file) | {
            "header_title": f"Réseau · {case_file.reference}",
            "kind": kind,
            "row": row,
            "role": Role(row, timezone.localdate()) if kind == "role" else None,
            "bound": bound,
            "problems": bound.problems if bound is not None else [],
        }
        if context["may_write"]:
            context["forms"] = {
                form_class.slot: bound
                if bound is not None and bound.slot == form_class.slot
                else form_class(user=request.user, case_file=case_file, item=row)
                for form_class in ITEMS[kind][1]
            }
        return render(request, "casefiles/admin/network/item.html", context, status=status)


def _frame(request, case_file):
    return {
        "case_file": case_file,
        "person": case_file.person,
        "may_write": may_work_on(request.user, case_file) and not case_file.is_closed,
        "today": timezone.localdate(),
    }
