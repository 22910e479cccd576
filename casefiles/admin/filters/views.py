"""One's kept filters: keep the present ones, open, rename, delete."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from casefiles.access import visible_to
from casefiles.actions.base import Refused
from casefiles.actions.filter.keep import DeleteFilter, KeepFilter, RenameFilter
from casefiles.admin.filters.kept import ADDRESSES, keepable, kept_filters
from casefiles.admin.lists.files import FileFilterSet
from casefiles.admin.lists.referrals import ReferralFilterSet
from casefiles.models import SavedFilter

FILTERSETS = {SavedFilter.List.FILES: FileFilterSet, SavedFilter.List.REFERRALS: ReferralFilterSet}
ACTS = {"renommer": RenameFilter, "supprimer": DeleteFilter}


class FiltersView(View):
    """The kept filters of one list. POST keeps another one."""

    def dispatch(self, request, *args, which, **kwargs):
        if which not in SavedFilter.List.values:
            raise Http404
        return super().dispatch(request, *args, which=SavedFilter.List(which), **kwargs)

    def get(self, request, which):
        return _page(request, which)

    def post(self, request, which):
        name = request.POST.get("name", "")
        query = keepable(QueryDict(request.POST.get("query", "")[:4000]), FILTERSETS[which])
        try:
            KeepFilter(request.user, which.value, name=name, query=query).execute()
        except Refused as refused:
            return _page(request, which, refusal=refused.message, name=name, query=query)
        messages.success(request, "Le filtre est gardé.")
        return redirect(f"{_address(which)}?{query}")


class FilterActView(View):
    def get(self, request, pk, act):
        row = get_object_or_404(visible_to(request.user, SavedFilter), pk=pk)
        return redirect("casefiles:saved_filters", row.list)

    def post(self, request, pk, act):
        if act not in ACTS:
            raise Http404
        row = get_object_or_404(visible_to(request.user, SavedFilter), pk=pk)
        which, name = SavedFilter.List(row.list), request.POST.get("name", "")
        given = {"name": name} if act == "renommer" else {}
        try:
            ACTS[act](request.user, row, **given).execute()
        except Refused as refused:
            return _page(request, which, refusal=refused.message, renamed=pk, name=name)
        return redirect("casefiles:saved_filters", which.value)


def _page(request, which, *, refusal="", renamed=None, name="", query=""):
    """With a refusal, what was typed comes back beside it."""
    context = {
        "which": which,
        "address": _address(which),
        "rows": kept_filters(request.user, which),
        "refusal": refusal,
        "renamed": renamed,
        "name": name,
        "query": query,
    }
    status = 422 if refusal else 200
    return render(request, "casefiles/admin/filters/filters.html", context, status=status)


def _address(which):
    return reverse(ADDRESSES[which])
