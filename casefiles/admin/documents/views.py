"""The documents of a file on their own page; one document, its facts and what it looks like."""

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
from casefiles.admin.folds import forms_of
from casefiles.admin.forms.document import DOCUMENT_ACTS
from casefiles.models import CaseDocument, Letter, LetterTemplate

FRAMED = {"frame-src": ["'self'"]}
# Of a long PDF, so many pages at a time.
PAGES_SHOWN = 5


class DocumentsView(View):
    """Every document and letter of the file."""

    def get(self, request, pk):
        case_file = find(request.user, pk)
        OpenFile(request.user, case_file).execute()
        may_write = may_work_on(request.user, case_file) and not case_file.is_closed
        letters = rows_of(request.user, case_file, Letter).filter(state=Letter.State.DRAFT)
        context = {
            "header_title": f"Documents · {case_file.reference}",
            "case_file": case_file,
            "person": case_file.person,
            "documents": sections.documents_of(request.user, case_file),
            "drafts": list(letters.select_related("template", "made_by").defer("content")),
            "templates": list(LetterTemplate.objects.filter(live=True)) if may_write else [],
            **forms_of(request.user, case_file, asked=["document"]),
            "may_write": may_write,
            "stands": state_of(case_file),
            "today": timezone.localdate(),
            "back": "documents",
        }
        return render(request, "casefiles/admin/documents/page.html", context)


def found(user, pk, document):
    """The file and its document, if this person may see them."""
    case_file = find(user, pk)
    rows = rows_of(user, case_file, CaseDocument)
    row = get_object_or_404(rows.select_related("stored_file", "kind", "added_by", "letter"), pk=document)
    row.case_file = case_file
    return case_file, row


class DocumentPageView(View):
    """One document: what it is, what it looks like, and what may be put right."""

    def get(self, request, pk, document):
        return show(request, *found(request.user, pk, document))


class DocumentActView(View):
    """Receives a correction or a removal. On a refusal the page comes back with what was typed."""

    def get(self, request, pk, document, act):
        return redirect("casefiles:document_page", pk, document)

    def post(self, request, pk, document, act):
        if act not in DOCUMENT_ACTS:
            raise Http404
        case_file, row = found(request.user, pk, document)
        form = DOCUMENT_ACTS[act](request.POST, user=request.user, case_file=case_file, item=row)
        done, result = attempt(form, form.build)
        if not done:
            return show(request, *found(request.user, pk, document), bound=form, status=422)
        messages.success(request, form.done, extra_tags=form.anchor)
        return redirect(form.destination(result))


def show(request, case_file, row, *, bound=None, status=200):
    OpenFile(request.user, case_file).execute()
    may_write = may_work_on(request.user, case_file) and not case_file.is_closed
    forms = {}
    if may_write:
        given = {"user": request.user, "case_file": case_file, "item": row}
        forms = {slot: form_class(**given) for slot, form_class in DOCUMENT_ACTS.items()}
    if bound is not None:
        forms[bound.slot] = bound
    context = {
        "header_title": f"Document · {case_file.reference}",
        "case_file": case_file,
        "person": case_file.person,
        "document": row,
        "letter": getattr(row, "letter", None),
        **_shown(request, row),
        "forms": forms,
        "bound": bound,
        "problems": bound.problems if bound is not None else [],
        "today": timezone.localdate(),
    }
    response = render(request, "casefiles/admin/documents/document.html", context, status=status)
    # What it looks like stands in a frame; nothing else of the strict policy is loosened.
    response._csp_update = FRAMED
    return response


def _shown(request, row):
    """From which page on one looks, and the pages before and after, if there are some."""
    asked = request.GET.get("page", "1")
    first = max(1, min(int(asked), 9999)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    if row.sheets:
        first = min(first, row.sheets)
    following = first + PAGES_SHOWN
    is_pdf = row.stored_file.content_type == "application/pdf"
    return {
        "first": first,
        "before": max(1, first - PAGES_SHOWN) if first > 1 else None,
        "after": following if is_pdf and (row.sheets is None or following <= row.sheets) else None,
    }
