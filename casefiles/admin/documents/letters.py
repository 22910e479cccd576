"""A letter of a file: begun from a template, completed, looked at as it will be, then established."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from casefiles.access import may_work_on, rows_of
from casefiles.actions.base import Refused
from casefiles.actions.letter.discard import DiscardLetter
from casefiles.actions.letter.issue import IssueLetter
from casefiles.actions.letter.start import StartLetter
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find
from casefiles.admin.forms.letter import LetterForm
from casefiles.letters.content import missing_from
from casefiles.letters.paper import letter_pdf, paper_of
from casefiles.models import Letter, LetterTemplate
from portal.audit.journal import record


class LetterNewView(View):
    """Begins a letter from a published template."""

    def get(self, request, pk):
        return redirect("casefiles:documents", pk)

    def post(self, request, pk):
        case_file = find(request.user, pk)
        asked = request.POST.get("template", "")
        keys = {"pk": int(asked)} if asked.isascii() and asked.isdigit() and len(asked) < 10 else {"pk": None}
        template = get_object_or_404(LetterTemplate.objects.filter(live=True), **keys)
        try:
            letter = StartLetter(request.user, case_file, template=template).execute()
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("casefiles:documents", pk)
        return redirect("casefiles:letter", pk, letter.pk)


class LetterView(View):
    """The draft: what lacks, its words, and how it looks. A letter that has its number is its document."""

    def get(self, request, pk, letter):
        case_file, row = found(request.user, pk, letter)
        if not row.is_draft:
            return _to_its_document(case_file, row)
        return show(request, case_file, row)

    def post(self, request, pk, letter):
        case_file, row = found(request.user, pk, letter)
        if not row.is_draft:
            return _to_its_document(case_file, row)
        if request.POST.get("faire") == "abandonner":
            return self._discard(request, case_file, row)
        form = LetterForm(request.POST, user=request.user, case_file=case_file, item=row)
        done, saved = attempt(form, form.build)
        if not done:
            return show(request, *found(request.user, pk, letter), bound=form, status=422)
        if request.POST.get("faire") == "etablir":
            return self._issue(request, case_file, saved)
        messages.success(request, form.done, extra_tags="lettre")
        return redirect("casefiles:letter", pk, letter)

    def _issue(self, request, case_file, row):
        try:
            issued = IssueLetter(request.user, row).execute()
        except Refused as refused:
            # What was typed is kept: it was saved just before.
            case_file, row = found(request.user, case_file.pk, row.pk)
            return show(request, case_file, row, refused=refused.message, status=422)
        words = f"La lettre {issued.number} est établie, et rangée dans les documents du dossier."
        messages.success(request, words, extra_tags="fiche")
        return redirect("casefiles:document_page", case_file.pk, issued.document_id)

    def _discard(self, request, case_file, row):
        try:
            DiscardLetter(request.user, row).execute()
        except Refused as refused:
            return show(request, case_file, row, refused=refused.message, status=422)
        messages.success(request, "Le brouillon est abandonné.", extra_tags="documents")
        return redirect("casefiles:documents", case_file.pk)


class LetterPdfView(View):
    """The draft on paper, without a number."""

    def get(self, request, pk, letter):
        case_file, row = found(request.user, pk, letter)
        if not row.is_draft:
            return _to_its_document(case_file, row)
        _account_for(request, row, "letter.printed")
        content = letter_pdf(row.content, number="", on=timezone.localdate())
        return HttpResponse(
            content,
            content_type="application/pdf",
            headers={"Content-Disposition": 'inline; filename="projet.pdf"', "Cache-Control": "no-store"},
        )


def found(user, pk, letter):
    """The file and the letter, if this person may see them."""
    case_file = find(user, pk)
    rows = rows_of(user, case_file, Letter).select_related("template", "made_by")
    row = get_object_or_404(rows, pk=letter)
    row.case_file = case_file
    return case_file, row


def _to_its_document(case_file, row):
    if row.document_id is None:
        return redirect("casefiles:documents", case_file.pk)
    return redirect("casefiles:document_page", case_file.pk, row.document_id)


def _account_for(request, letter, act):
    record(
        act,
        actor=request.user,
        subject=letter.case_file.pk,
        target=letter.case_file.reference,
        details={"letter": str(letter.pk)},
    )


def show(request, case_file, row, *, bound=None, refused="", status=200):
    _account_for(request, row, "letter.read")
    may_write = may_work_on(request.user, case_file) and not case_file.is_closed
    form = bound
    if form is None and may_write:
        form = LetterForm(user=request.user, case_file=case_file, item=row)
    problems = bound.problems if bound is not None else []
    context = {
        "header_title": f"Lettre · {case_file.reference}",
        "case_file": case_file,
        "person": case_file.person,
        "letter": row,
        "paper": paper_of(row.content),
        "missing": missing_from(row.content),
        "form": form,
        "bound": bound,
        "problems": problems,
        "refused": refused,
        "back": reverse("casefiles:documents", args=[case_file.pk]),
    }
    return render(request, "casefiles/admin/documents/letter.html", context, status=status)
