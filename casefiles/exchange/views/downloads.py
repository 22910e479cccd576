"""Workbooks to take away: the rows to mend, the empty template of a target."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views import View
from wagtail.admin import messages

from casefiles.exchange.batches import chunks as stored
from casefiles.exchange.batches.common import is_text
from casefiles.exchange.exports.base import FORMATS
from casefiles.exchange.resources import RESOURCES, resources_for
from casefiles.exchange.results import TO_MEND
from casefiles.exchange.views.own import OwnBatchMixin
from casefiles.exchange.writers.errors import errors_bytes
from casefiles.exchange.writers.templates import template_bytes
from portal.audit.journal import record
from portal.sheets.formulas import unguarded


class ErrorsView(OwnBatchMixin, View):
    """The rows to mend, as a workbook that can be sent again."""

    def get(self, request, *args, **kwargs):
        batch = self.batch
        rows = list(stored.rows_of(batch, TO_MEND))
        if not rows:
            messages.info(request, "Cet import n’a aucune ligne à corriger.")
            return HttpResponseRedirect(reverse("exchange:import", args=[batch.pk]))
        fields = RESOURCES[batch.target].sheet_fields()
        by_position = {position: fields[name] for position, name in batch.columns.items()}
        record(
            "exchange.rejects_read",
            actor=request.user,
            target=batch.short_id,
            reason=batch.reason,
            details={"target": batch.target, "count": len(rows)},
        )
        clean = unguarded if is_text(batch) else str
        content = errors_bytes(batch.reading["labels"], by_position, rows, clean=clean)
        return workbook_response(content, f"lignes-a-corriger-{batch.short_id}.xlsx")


class TemplateView(View):
    """The empty workbook to fill, for one target."""

    def get(self, request, *args, target, **kwargs):
        resource = resources_for(request.user).get(target)
        if resource is None:
            raise Http404
        return workbook_response(template_bytes(resource(request.user)), f"modele-{target}.xlsx")


def workbook_response(content, name):
    response = HttpResponse(content, content_type=FORMATS["xlsx"][1])
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
