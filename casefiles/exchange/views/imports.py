"""Importing: choose, preview, confirm, see the result. Nobody opens the import of somebody else."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views import View
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from casefiles.actions.base import Refused
from casefiles.exchange import batches
from casefiles.exchange.exports import exports_for
from casefiles.exchange.exports.base import FORMATS
from casefiles.exchange.forms import ImportForm
from casefiles.exchange.resources import RESOURCES, resources_for
from casefiles.exchange.results import Outcome
from casefiles.exchange.screen import preview_columns, rows_on_screen
from casefiles.exchange.views.base import ExchangePage
from casefiles.exchange.writers.errors import errors_bytes
from casefiles.exchange.writers.templates import template_bytes
from portal.accounts.roles import CASE_WORK
from portal.audit.journal import record
from portal.sheets.formulas import unguarded
from portal.sheets.sheet import Unreadable

ROWS_PER_PAGE = 50
BATCHES_PER_PAGE = 20
TABS = (
    ("", "Toutes", "list-ul"),
    (Outcome.WRONG, "À corriger", "warning"),
    (Outcome.DUPLICATE, "En double", "copy"),
    (Outcome.CHANGED, "Modifiées", "edit"),
    (Outcome.NEW, "Nouvelles", "plus"),
    (Outcome.UNCHANGED, "Identiques", "check"),
)
STALE = (
    "La base a changé depuis l’aperçu : rien n’a été importé. "
    "Voici le nouvel aperçu, relisez-le puis confirmez à nouveau."
)


class ImportListView(ExchangePage):
    """What was imported, by whom, when, why; one's own imports open, the others are only said."""

    template_name = "casefiles/exchange/imports.html"
    page_title = "Imports"

    def get_context_data(self, **kwargs):
        found = batches.listed_for(self.request.user)
        page = Paginator(found, BATCHES_PER_PAGE).get_page(self.request.GET.get("p"))
        for batch in page.object_list:
            batch.is_mine = batch.user_id == self.request.user.pk
            batch.title = RESOURCES[batch.target].title if batch.target in RESOURCES else batch.target
            batch.done, batch.to_do = batches.progress_of(batch)
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "resources": resources_for(self.request.user).values(),
            "exports": exports_for(self.request.user).values(),
            "may_receive_requests": self.request.user.has_role(*CASE_WORK),
        }


class NewImportView(ExchangePage):
    template_name = "casefiles/exchange/import_new.html"
    page_title = "Importer un fichier"
    header_icon = "upload"
    status = 200

    def get(self, request, *args, **kwargs):
        self.form = self._form(initial={"target": request.GET.get("cible")})
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.form = self._form(request.POST, request.FILES)
        if self.form.is_valid():
            data = self.form.cleaned_data
            try:
                batch = batches.prepare(request.user, data["target"], data["file"], data["reason"])
            except Unreadable as unreadable:
                self.form.add_error("file", unreadable.message)
            else:
                return redirect("exchange:import", pk=batch.pk)
        return self.render_to_response(self.get_context_data(), status=422)

    def _form(self, *args, **kwargs):
        return ImportForm(*args, resources=resources_for(self.request.user), **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "resources": resources_for(self.request.user).values(),
        }


class OwnBatchMixin:
    """The batch of the address, for its author and as long as the role still allows the target."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.batch = None

    def dispatch(self, request, *args, **kwargs):
        self.batch = own_batch(request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


def own_batch(user, pk):
    batch = get_object_or_404(batches.batches_of(user).select_related("file"), pk=pk)
    if batch.target not in resources_for(user):
        raise Http404
    return batch


class ImportView(OwnBatchMixin, ExchangePage):
    """The preview before it is confirmed; the progress while it is written; the result after."""

    template_name = "casefiles/exchange/import.html"

    def get_page_title(self):
        return f"Import de {RESOURCES[self.batch.target].title.lower()}"

    def get_context_data(self, **kwargs):
        batch, request = self.batch, self.request
        record(
            "exchange.import_read", actor=request.user, target=batch.short_id, details={"state": batch.state}
        )
        counts = batches.row_counts(batch)
        kind = request.GET.get("lignes", "")
        kind = kind if kind in Outcome.values else ""
        page = self._page(kind)
        resource = RESOURCES[batch.target](request.user)
        columns = preview_columns(batch, resource)
        done, to_do = batches.progress_of(batch)
        return super().get_context_data(**kwargs) | {
            "batch": batch,
            "title": resource.title,
            "counts": counts,
            "tabs": [
                {
                    "kind": code,
                    "label": label,
                    "icon": icon,
                    "count": counts.get(code, 0) if code else sum(counts.values()),
                }
                for code, label, icon in TABS
                if not code or counts.get(code)
            ],
            "kind": kind,
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "columns": columns,
            "rows": rows_on_screen(request.user, page.object_list, columns, resource),
            "to_write": batch.counts.get("new", 0) + batch.counts.get("changed", 0),
            "wrong": counts.get("wrong", 0) + counts.get("duplicate", 0),
            "done": done,
            "to_do": to_do,
        }

    def _page(self, kind):
        rows = self.batch.rows.order_by("number")
        rows = rows.filter(outcome=kind) if kind else rows
        return Paginator(rows, ROWS_PER_PAGE).get_page(self.request.GET.get("p"))


@require_POST
def confirm_import(request, pk):
    """Start, or go on with, what was announced. The page that confirms carries what it showed."""
    batch = own_batch(request.user, pk)
    try:
        if batch.is_previewed and not batches.confirm(
            batch, sha256=request.POST.get("sha256", ""), plan=request.POST.get("plan", "")
        ):
            messages.warning(request, STALE)
            return redirect("exchange:import", pk=pk)
    except Unreadable as unreadable:
        messages.error(request, unreadable.message)
        return redirect("exchange:import", pk=pk)
    if batch.is_running:
        batches.run_step(batch)
    return redirect("exchange:import", pk=pk)


@require_POST
def discard_import(request, pk):
    batch = own_batch(request.user, pk)
    try:
        batches.discard(batch)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("exchange:import", pk=pk)
    messages.success(request, "L’import est abandonné : rien n’a été écrit, le fichier est effacé.")
    return redirect("exchange:imports")


class ErrorsView(OwnBatchMixin, View):
    """The rows to mend, as a workbook that can be sent again."""

    def get(self, request, *args, **kwargs):
        batch = self.batch
        rows = list(batch.rows.filter(outcome__in=[Outcome.WRONG, Outcome.DUPLICATE]).order_by("number"))
        if not rows:
            messages.info(request, "Cet import n’a aucune ligne à corriger.")
            return HttpResponseRedirect(reverse("exchange:import", args=[batch.pk]))
        resource = RESOURCES[batch.target]
        fields = resource.sheet_fields()
        by_position = {int(position): fields[name] for position, name in batch.reading["columns"].items()}
        clean = unguarded if batch.reading["source"].get("kind") == "csv" else str
        record(
            "exchange.rejects_read",
            actor=request.user,
            target=batch.short_id,
            reason=batch.reason,
            details={"target": batch.target, "count": len(rows)},
        )
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
