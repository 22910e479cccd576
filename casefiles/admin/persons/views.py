"""« Doublons »: pairs that look like one person, what a merge would do, and the merges that can be undone."""

import contextlib

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from casefiles.access import visible_to
from casefiles.actions.base import Refused
from casefiles.actions.people.distinguish import ForgetDistinctPersons
from casefiles.actions.people.undo_merge import UndoMerge
from casefiles.admin.acting import attempt
from casefiles.admin.forms.base import CaseForm, text_field
from casefiles.admin.persons.comparison import MergeForm, moves_of
from casefiles.admin.persons.distinct import DistinctForm, distinct_of, page_of, said_of
from casefiles.duplicates import likely_pairs
from casefiles.likeness import Identity, likeness
from casefiles.models import CaseFile, Person, PersonMerge
from portal.audit.journal import record

MERGES_A_PAGE = 20


class DuplicatesView(View):
    """The pairs, and the last merges."""

    def get(self, request):
        return show_list(request)


class CompareView(View):
    """Two persons side by side: the preview of a merge, and the merge itself."""

    def get(self, request, kept, merged):
        people = find_both(request.user, kept, merged)
        if request.GET.get("garder") == "autre":
            return redirect("casefiles:compare_persons", merged, kept)
        return show_comparison(
            request, *people, MergeForm(user=request.user, kept=people[0], merged=people[1])
        )

    def post(self, request, kept, merged):
        people = find_both(request.user, kept, merged)
        form = MergeForm(request.POST, user=request.user, kept=people[0], merged=people[1])
        done, merge = attempt(form, form.build)
        if not done:
            return show_comparison(request, *find_both(request.user, kept, merged), form, status=422)
        count = len(merge.before["files"])
        words = f"{count} dossier{'s' if count > 1 else ''} déplacé{'s' if count > 1 else ''}"
        messages.success(
            request, f"Les deux personnes n’en font plus qu’une ({words}).", extra_tags="fusions"
        )
        return redirect(f"{reverse('casefiles:duplicates')}#fusions")


class UndoForm(CaseForm):
    slot = "defaire"
    fields_of = {"reason_needed": "reason"}

    reason = text_field("Pourquoi ce sont deux personnes", rows=2)
    merge = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, target, **kwargs):
        self.user, self.target = user, target
        super().__init__(*args, auto_id=f"id_defaire_{target.pk.hex[:8]}_%s", **kwargs)

    def build(self, data):
        return UndoMerge(self.user, self.target, reason=data["reason"])


class UndoMergeView(View):
    def get(self, request, pk):
        return redirect("casefiles:duplicates")

    def post(self, request, pk):
        merge = get_object_or_404(merges_of(request.user), pk=pk)
        form = UndoForm(request.POST, user=request.user, target=merge)
        done, merge = attempt(form, form.build)
        if not done:
            return show_list(request, bound=form, status=422)
        told = merge.before["told"]
        words = "La fusion est défaite : ce sont de nouveau deux personnes."
        messages.success(request, " ".join([words, *told]), extra_tags="fusions")
        return redirect(f"{reverse('casefiles:duplicates')}#fusions")


class DistinguishView(View):
    """Said from the list or from the comparison; what is refused comes back on the comparison."""

    def get(self, request, kept, merged):
        return redirect("casefiles:compare_persons", kept, merged)

    def post(self, request, kept, merged):
        one, other = find_both(request.user, kept, merged)
        form = DistinctForm(request.POST, user=request.user, one=one, other=other)
        done, _pair = attempt(form, form.build)
        if not done:
            merge_form = MergeForm(user=request.user, kept=one, merged=other)
            return show_comparison(request, one, other, merge_form, form, status=422)
        return back_to_pairs(request, "C’est retenu : ce sont deux personnes. La paire n’est plus proposée.")


class ForgetDistinctView(View):
    def get(self, request, pk):
        return redirect("casefiles:duplicates")

    def post(self, request, pk):
        pair = distinct_of(request.user).filter(pk=pk).first()
        if pair is not None:
            with contextlib.suppress(Refused):  # somebody was quicker, and wanted the same
                ForgetDistinctPersons(request.user, pair).execute()
        return back_to_pairs(request, "C’est repris : la paire est de nouveau proposée.")


def show_list(request, bound=None, status=200):
    pairs = likely_pairs(request.user)
    page = Paginator(merges_of(request.user), MERGES_A_PAGE).get_page(request.GET.get("p"))
    record(
        "person.duplicates_listed",
        actor=request.user,
        details={"pairs": len(pairs), "merges": len(page.object_list)},
    )
    for merge in page.object_list:
        mine = bound is not None and bound.target.pk == merge.pk
        merge.form = (
            None if merge.undone_at else (bound if mine else UndoForm(user=request.user, target=merge))
        )
    context = {
        "header_title": "Doublons",
        "pairs": _with_files(request.user, pairs),
        "merges": page,
        "distinct": page_of(request),
        "problems": bound.problems if bound is not None else [],
    }
    return render(request, "casefiles/admin/persons/duplicates.html", context, status=status)


def show_comparison(request, kept, merged, form, distinct_form=None, status=200):
    """Reading two identities side by side is reading their files: it stands in the journal of each."""
    moves = moves_of(request.user, kept, merged)
    for case_file in [*moves.kept_files, *moves.files]:
        record("person.compared", actor=request.user, subject=case_file.pk, target=case_file.reference)
    context = {
        "header_title": "Deux personnes, ou une seule ?",
        "kept": kept,
        "merged": merged,
        "form": form,
        "moves": moves,
        "likeness": likeness(Identity.of(kept), Identity.of(merged)),
        "said": said_of(request.user, kept, merged),
        "distinct_form": distinct_form or DistinctForm(user=request.user, one=kept, other=merged),
        "problems": distinct_form.problems if distinct_form is not None else form.problems,
    }
    return render(request, "casefiles/admin/persons/compare.html", context, status=status)


def find_both(user, kept, merged):
    """The two persons, if this person may see both and they are not merged already."""
    if kept == merged:
        raise Http404
    people = visible_to(user, Person).filter(merged_into__isnull=True, pk__in=[kept, merged]).in_bulk()
    if len(people) != 2:
        raise Http404
    return people[kept], people[merged]


def merges_of(user):
    return visible_to(user, PersonMerge).select_related("kept", "merged", "by", "undone_by")


def _with_files(user, pairs):
    """[(pair, files of one, files of the other)], all of them in one query."""
    keys = {person.pk for pair in pairs for person in (pair.one, pair.other)}
    files = {}
    rows = visible_to(user, CaseFile).filter(person__in=keys).select_related("programme", "case_manager")
    for row in rows.order_by("-opened_on"):
        files.setdefault(row.person_id, []).append(row)
    return [(pair, files.get(pair.one.pk, []), files.get(pair.other.pk, [])) for pair in pairs]


def back_to_pairs(request, words):
    messages.success(request, words, extra_tags="distinctes")
    return redirect(f"{reverse('casefiles:duplicates')}#distinctes")
