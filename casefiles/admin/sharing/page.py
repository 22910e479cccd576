"""What is shared of a file and with whom: agreed, taken back, printed for the person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views import View

from casefiles.access import may_work_on, rows_of
from casefiles.actions.file.open import OpenFile
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find
from casefiles.admin.forms.sharing import SharingForm, WithdrawForm
from casefiles.admin.sharing.section import agreements_of
from casefiles.models import SharedPart, SharingAgreement
from portal.audit.journal import record
from portal.printing import print_pdf


class SharingView(View):
    def get(self, request, pk):
        return show(request, find(request.user, pk))

    def post(self, request, pk):
        case_file = find(request.user, pk)
        form = SharingForm(request.POST, user=request.user, case_file=case_file)
        return answer(request, pk, form)


class WithdrawView(View):
    def get(self, request, pk, agreement):
        return redirect("casefiles:sharing", pk)

    def post(self, request, pk, agreement):
        case_file, row = found(request.user, pk, agreement)
        return answer(
            request, pk, WithdrawForm(request.POST, user=request.user, case_file=case_file, item=row)
        )


class AgreementPdfView(View):
    """The person's own copy of what was agreed."""

    def get(self, request, pk, agreement):
        case_file, row = found(request.user, pk, agreement)
        record(
            "sharing.printed",
            actor=request.user,
            subject=case_file.pk,
            target=case_file.reference,
            details={"agreement": str(row.pk)},
        )
        context = {
            "agreement": row,
            "case_file": case_file,
            "person": case_file.person,
            "sections": sections_of(row),
            "printed_on": timezone.localdate(),
        }
        content = print_pdf(render_to_string("casefiles/pdf/sharing.html", context))
        name = f"partage-{case_file.reference}.pdf"
        return HttpResponse(
            content,
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
        )


def found(user, pk, agreement):
    """The file and the agreement, if this person may see them."""
    case_file = find(user, pk)
    rows = rows_of(user, case_file, SharingAgreement).select_related("service", "author")
    row = get_object_or_404(rows.prefetch_related("sections"), pk=agreement)
    row.case_file = case_file
    return case_file, row


def sections_of(agreement):
    """The parts of an agreement, in the order of the file."""
    order = SharedPart.values
    return sorted(agreement.sections.all(), key=lambda section: order.index(section.part))


def answer(request, pk, form):
    """Do what the form asks and come back; refused, the page comes back with what was typed."""
    done, _result = attempt(form, form.build)
    if not done:
        return show(request, find(request.user, pk), bound=form, status=422)
    messages.success(request, form.done, extra_tags=form.anchor)
    return redirect(f"{reverse('casefiles:sharing', args=[pk])}#{form.anchor}")


def show(request, case_file, bound=None, status=200):
    OpenFile(request.user, case_file).execute()
    rows = agreements_of(request.user, case_file)
    for row in rows:
        row.told = sections_of(row)
    may_write = may_work_on(request.user, case_file)
    running = [row for row in rows if row.is_running]
    for row in running if may_write else []:
        refused = isinstance(bound, WithdrawForm) and bound.item.pk == row.pk
        row.form = bound if refused else WithdrawForm(user=request.user, case_file=case_file, item=row)
    context = {
        "header_title": f"Partages · {case_file.reference}",
        "case_file": case_file,
        "person": case_file.person,
        "running": running,
        "ended": [row for row in rows if not row.is_running],
        "form": _form(request, case_file, bound) if may_write and not case_file.is_closed else None,
        "problems": bound.problems if bound is not None else [],
        "today": timezone.localdate(),
    }
    return render(request, "casefiles/admin/sharing/page.html", context, status=status)


def _form(request, case_file, bound):
    if isinstance(bound, SharingForm):
        return bound
    return SharingForm(user=request.user, case_file=case_file)
