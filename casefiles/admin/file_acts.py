"""What is written in a file: the form of an act, asked when it is unfolded; the act itself."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.views import View

from casefiles.access import visible_to
from casefiles.actions.file.open import OpenFile
from casefiles.admin import plan_page
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find, item_form, show
from casefiles.admin.folds import blank_form
from casefiles.admin.forms import FILE_ACTS
from casefiles.admin.network.views import show as show_network
from casefiles.models import CaseFile


class FileFormView(View):
    """The form of one act alone, for the fold that asks for it."""

    def get(self, request, pk, act):
        case_file = find(request.user, pk)
        form = blank_form(request.user, case_file, act, stands=request.GET.get("etat", ""))
        if form is None:
            raise Http404
        if form.tells:
            OpenFile(request.user, case_file).execute()
        context = {"case_file": case_file, "form": form, "back": request.GET.get("retour", "")}
        return render(request, "casefiles/admin/parts/fold_form.html", context)


def _page_of(form):
    """What shows the page that a refused form comes back on."""
    if form.comes_back_to_plan:
        return plan_page.show
    return show_network if form.page == "network" else show


class FileActView(View):
    """Receives one act. On a refusal the page comes back with what was typed, opened where it went wrong."""

    def get(self, request, pk, act, item=None):
        return redirect("casefiles:file", pk)

    def post(self, request, pk, act, item=None):
        case_file = find(request.user, pk)
        form = self.bind(request, case_file, act, item)
        done, result = attempt(form, form.build)
        if request.headers.get("Accept") == "application/json":
            return _in_short(request, form, done, result)
        if not done:
            return _page_of(form)(request, find(request.user, pk), bound=form, status=422)
        messages.success(request, form.told(result), extra_tags=form.anchor)
        if not visible_to(request.user, CaseFile).filter(pk=pk).exists():
            return redirect("casefiles:file_list")
        return redirect(form.destination(result))

    def bind(self, request, case_file, act, item):
        given = {"user": request.user, "case_file": case_file}
        if item is None:
            if act not in FILE_ACTS:
                raise Http404
            return FILE_ACTS[act](request.POST, request.FILES, **given)
        return item_form(request.user, case_file, act, item)(request.POST, request.FILES)


def _in_short(request, form, done, result):
    """For a script that sends one thing after the other; what is said once waits for the next page."""
    if done:
        before = request.POST.get("gardes", "")
        if before.isascii() and before.isdigit() and len(before) < 4:
            messages.success(request, form.told_after(result, int(before)), extra_tags=form.anchor)
        return JsonResponse({"done": form.told(result)})
    return JsonResponse({"problems": [message for _id, message in form.problems]}, status=422)
