"""The evaluation of a file: what was aimed at and what came of it, the opinion of the person, needs."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from casefiles.access import may_work_on
from casefiles.actions.file.open import OpenFile
from casefiles.admin.file_page import find
from casefiles.admin.results import evaluation_of
from portal.accounts.qr import qr_data_uri


class EvaluationView(View):
    def get(self, request, pk):
        case_file = find(request.user, pk)
        OpenFile(request.user, case_file).execute()
        return render(
            request,
            "casefiles/admin/evaluation/page.html",
            evaluation_of(request.user, case_file)
            | {
                "header_title": f"Évaluation · {case_file.reference}",
                "case_file": case_file,
                "person": case_file.person,
                "opinion": opinion_of(request, case_file.programme),
                "may_write": may_work_on(request.user, case_file) and not case_file.is_closed,
                "today": timezone.localdate(),
            },
        )


def opinion_of(request, programme):
    """Where the person gives her opinion, or None: a form must be published, and open to all."""
    form = programme.satisfaction_form
    if form is None or not form.public or form.current_version is None:
        return None
    address = request.build_absolute_uri(reverse("public_forms:fill", args=[form.slug]))
    return {"form": form, "address": address, "qr": qr_data_uri(address)}
