"""An import is taken back: what would go and what would stay is said before anything is done."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from wagtail.admin import messages

from casefiles.actions.base import Refused
from casefiles.exchange.batches.undo import ask_undo, may_be_undone, preview_undo, undo_step
from casefiles.exchange.column_forms import UndoForm
from casefiles.exchange.resources import RESOURCES
from casefiles.exchange.views.base import ExchangePage
from casefiles.exchange.views.own import OwnBatchMixin
from portal.audit.journal import record

KEPT_PER_PAGE = 50


class UndoView(OwnBatchMixin, ExchangePage):
    template_name = "casefiles/exchange/undo.html"
    page_title = "Reprendre cet import"
    header_icon = "history"

    def get(self, request, *args, **kwargs):
        if not may_be_undone(self.batch):
            return self._too_late()
        return self.render_to_response(self.get_context_data(form=UndoForm()))

    def post(self, request, *args, **kwargs):
        if not may_be_undone(self.batch):
            return self._too_late()
        form = UndoForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            ask_undo(self.batch, reason=form.cleaned_data["reason"])
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            undo_step(self.batch)
        return redirect("exchange:import", pk=self.batch.pk)

    def _too_late(self):
        if not self.batch.is_at_work and self.batch.state != self.batch.State.UNDONE:
            messages.error(self.request, "Cet import ne peut pas, ou plus, être repris.")
        return redirect("exchange:import", pk=self.batch.pk)

    def get_context_data(self, **kwargs):
        batch = self.batch
        resource = RESOURCES[batch.target](self.request.user, reason=batch.reason, batch=batch)
        back, kept = preview_undo(batch)
        page = Paginator(kept, KEPT_PER_PAGE).get_page(self.request.GET.get("p"))
        links = resource.links({row.object_id for row in page.object_list})
        record(
            "exchange.import_read",
            actor=self.request.user,
            target=batch.short_id,
            details={"state": batch.state},
        )
        return super().get_context_data(**kwargs) | {
            "batch": batch,
            "title": resource.title,
            "back": back,
            "kept_count": len(kept),
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "kept": [
                {"line": row.line, "why": row.why, "link": links.get(row.object_id, "")}
                for row in page.object_list
            ],
        }
