"""What is sent to services outside: the form, the two keys shown once, the list and how one takes it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from casefiles.access import may_work_on, rows_of
from casefiles.actions import Refused, WithdrawOutside
from casefiles.actions.file.open import OpenFile
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find
from casefiles.admin.forms.outside import OutsideForm
from casefiles.models import OutsideHandover

STATES = {
    "open": "ouvert",
    "expired": "délai passé",
    "used": "téléchargé trois fois, fermé",
    "closed": "fermé après cinq codes faux",
    "withdrawn": "retiré",
}


@method_decorator(never_cache, name="dispatch")
class OutsideView(View):
    def get(self, request, pk):
        return self.show(request, self._found(request, pk))

    def post(self, request, pk):
        case_file = self._found(request, pk)
        form = OutsideForm(request.POST, user=request.user, case_file=case_file)
        done, sent = attempt(form, form.build)
        if not done:
            return self.show(request, self._found(request, pk), bound=form, status=422)
        return self.keys(request, case_file, sent)

    def _found(self, request, pk):
        case_file = find(request.user, pk)
        if not may_work_on(request.user, case_file):
            raise Http404
        return case_file

    def show(self, request, case_file, bound=None, status=200):
        OpenFile(request.user, case_file).execute()
        blank = None if case_file.is_closed else OutsideForm(user=request.user, case_file=case_file)
        context = {
            "header_title": f"Envoyer à un service du dehors · {case_file.reference}",
            "case_file": case_file,
            "person": case_file.person,
            "form": bound or blank,
            "sent": sent_outside(request.user, case_file),
            "problems": bound.problems if bound is not None else [],
        }
        return render(request, "casefiles/admin/handover/outside.html", context, status=status)

    @sensitive_variables("sent", "context")
    def keys(self, request, case_file, sent):
        """The link and the code: in this answer only, nothing of them can be found again."""
        context = {
            "header_title": f"Le lien et le code · {case_file.reference}",
            "case_file": case_file,
            "row": sent.row,
            "address": request.build_absolute_uri(reverse("outside:open", args=[sent.token])),
            "code": f"{sent.code[:4]} {sent.code[4:]}",
        }
        return render(request, "casefiles/admin/handover/outside_keys.html", context)


class OutsideWithdrawView(View):
    def get(self, request, pk, item):
        return redirect("casefiles:outside", pk)

    def post(self, request, pk, item):
        case_file = find(request.user, pk)
        rows = rows_of(request.user, case_file, OutsideHandover)
        row = get_object_or_404(rows.select_related("case_file", "stored_file"), pk=item)
        try:
            WithdrawOutside(request.user, row).execute()
            messages.success(request, "L’envoi est retiré : son lien ne s’ouvre plus.", extra_tags="envois")
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect(f"{reverse('casefiles:outside', args=[pk])}#envois")


def sent_outside(user, case_file):
    """Every sending of this file, the newest first, with its state in words. One query."""
    rows = rows_of(user, case_file, OutsideHandover)
    rows = list(rows.select_related("service", "author"))
    now = timezone.now()
    for row in rows:
        row.told_state = STATES[row.state_at(now)]
    return rows
