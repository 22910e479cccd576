"""Dropping a spreadsheet, looking at its lines, letting them in, and what became of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from content.typography import french
from forms.admin.spreadsheets import batches
from forms.admin.spreadsheets.downloads import workbook_response
from forms.admin.spreadsheets.forms import DropForm
from forms.admin.spreadsheets.mending import own_columns, rows_to_mend
from forms.admin.spreadsheets.screen import rows_on_screen, sheets_of
from forms.models import FormDefinition, SheetImportRow
from forms.outputs.xlsx.workbook import make_xlsx
from forms.services import service_names
from portal.audit.journal import record
from portal.sheets.sheet import Unreadable
from portal.vault.serving import attachment_response

Outcome = SheetImportRow.Outcome
ROWS_PER_PAGE = 25
IMPORTS_PER_PAGE = 20
TABS = (
    ("", "Toutes", "list-ul"),
    (Outcome.WRONG, "À corriger", "warning"),
    (Outcome.READY, "Prêtes", "check"),
    (Outcome.TWIN, "Déjà reçues", "copy"),
    (Outcome.CREATED, "Créées", "check"),
)
GONE = "Le fichier d’origine a disparu du coffre : prévenez l’administration."


@method_decorator(never_cache, name="dispatch")
class SheetPage(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "table"

    def get_breadcrumbs_items(self):
        items = [*self.breadcrumbs_items, {"url": reverse("form_sheets:list"), "label": "Tableurs reçus"}]
        return [*items, {"url": "", "label": self.get_page_title()}]


class SheetsView(SheetPage):
    """Where a filled template is dropped, the templates to hand out, and what came before."""

    template_name = "forms/admin/spreadsheets/list.html"
    page_title = "Tableurs reçus"
    first, status = None, 200

    def get(self, request, *args, **kwargs):
        self.form = DropForm()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.form, self.status = DropForm(request.POST, request.FILES), 422
        if self.form.is_valid():
            try:
                batch = batches.prepare(request.user, self.form.cleaned_data["file"])
            except Unreadable as unreadable:
                self.form.add_error("file", french(unreadable.message))
            except batches.AlreadyDropped as again:
                self.first, self.status = again.first, 409
            else:
                return redirect("form_sheets:import", pk=batch.pk)
        return self.render_to_response(self.get_context_data(), status=self.status)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        mine = batches.imports_of(self.request.user)
        page = Paginator(mine, IMPORTS_PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "first": self.first,
            "first_is_open": self.first is not None and mine.filter(pk=self.first.pk).exists(),
            "templates": templates_to_hand_out(),
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
        }


def templates_to_hand_out():
    """The forms in use that can be filled by spreadsheet; an assessment is filled in its case file."""
    live = FormDefinition.objects.filter(live=True).exclude(kind="assessment").order_by("title")
    return [definition for definition in live if definition.current_version]


class ImportView(SheetPage):
    """The lines before they are let in; the progress while they are; the result after."""

    template_name = "forms/admin/spreadsheets/import.html"

    def dispatch(self, request, *args, **kwargs):
        self.batch = own_import(request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return f"Tableur {self.batch.short_id}"

    def get_context_data(self, **kwargs):
        batch, request = self.batch, self.request
        record("form.sheet_opened", actor=request.user, target=batch.short_id, details={"state": batch.state})
        counts = batches.row_counts(batch)
        kind = request.GET.get("lignes", "")
        kind = kind if kind in Outcome.values else ""
        sheets = sheets_of(batch)
        rows = batch.rows.select_related("submission").order_by("place")
        page = Paginator(rows.filter(outcome=kind) if kind else rows, ROWS_PER_PAGE)
        page = page.get_page(request.GET.get("p"))
        done, to_do = batches.progress_of(batch)
        return super().get_context_data(**kwargs) | {
            "batch": batch,
            "counts": counts,
            "tabs": _tabs(counts),
            "kind": kind,
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "sheets": sheets,
            "rows": rows_on_screen(page.object_list, sheets),
            "is_referral": any(sheet.version.definition.kind == "referral" for sheet in sheets),
            "done": done,
            "to_do": to_do,
            "total": sum(counts.values()),
        }


def _tabs(counts):
    return [
        {
            "kind": code,
            "label": label,
            "icon": icon,
            "count": counts.get(code, 0) if code else sum(counts.values()),
        }
        for code, label, icon in TABS
        if not code or counts.get(code)
    ]


def own_import(user, pk):
    return get_object_or_404(batches.imports_of(user).select_related("file"), pk=pk)


@require_POST
def confirm_import(request, pk):
    """Let the lines in, or go on where the last step ended."""
    batch = own_import(request.user, pk)
    if batch.is_previewed:
        batches.confirm(batch, with_twins=bool(request.POST.get("avec")))
    if batch.is_running:
        batches.run_step(batch)
    return redirect("form_sheets:import", pk=pk)


@require_POST
def discard_import(request, pk):
    batch = own_import(request.user, pk)
    try:
        batches.discard(batch)
    except batches.Refused as refused:
        messages.error(request, refused.message)
        return redirect("form_sheets:import", pk=pk)
    messages.success(request, "Le tableur est abandonné : rien n’a été créé, le fichier est effacé.")
    return redirect("form_sheets:list")


@never_cache
def lines_to_mend(request, pk, sheet):
    """The lines to correct of one sheet, as a template of its version that can be dropped again."""
    batch = own_import(request.user, pk)
    shown = next((one for one in sheets_of(batch) if one.index == sheet), None)
    if shown is None or not shown.to_mend:
        raise Http404
    rows = rows_to_mend(batch, shown)
    record("form.sheet_returned", actor=request.user, target=batch.short_id, details={"lines": len(rows)})
    content = make_xlsx(
        shown.version.document,
        shown.version.stamp,
        rows=rows,
        extra=list(own_columns(shown).values()),
        services=service_names(shown.version.document),
    )
    return workbook_response(content, f"lignes-a-corriger-{batch.short_id}-{sheet + 1}.xlsx", private=True)


@never_cache
def original(request, pk):
    """The file as it came. It may hold lines that were not taken: only who dropped it, and coordination."""
    batch = own_import(request.user, pk)
    if batch.file is None:
        raise Http404
    record("form.sheet_original", actor=request.user, target=batch.short_id)
    try:
        return attachment_response(batch.file)
    except FileNotFoundError:
        messages.error(request, GONE)
        return redirect("form_sheets:import", pk=pk)
