"""The imports so far, and a new one."""

from django.core.paginator import Paginator
from django.shortcuts import redirect

from casefiles.exchange.batches.common import listed_for
from casefiles.exchange.batches.receive import prepare
from casefiles.exchange.batches.run import progress_of
from casefiles.exchange.exports import exports_for
from casefiles.exchange.forms import ImportForm
from casefiles.exchange.resources import RESOURCES, resources_for
from casefiles.exchange.views.base import ExchangePage
from portal.accounts.roles import CASE_WORK, Role
from portal.sheets.sheet import Unreadable

BATCHES_PER_PAGE = 20


class ImportListView(ExchangePage):
    """What was imported, by whom, when, why; one's own imports open, the others are only said."""

    template_name = "casefiles/exchange/imports.html"
    page_title = "Imports"

    def get_context_data(self, **kwargs):
        found = listed_for(self.request.user)
        page = Paginator(found, BATCHES_PER_PAGE).get_page(self.request.GET.get("p"))
        for batch in page.object_list:
            batch.is_mine = batch.user_id == self.request.user.pk
            batch.title = RESOURCES[batch.target].title if batch.target in RESOURCES else batch.target
            batch.done, batch.to_do = progress_of(batch)
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "resources": resources_for(self.request.user).values(),
            "exports": exports_for(self.request.user).values(),
            "may_report": self.request.user.has_role(Role.COORDINATION, Role.DATA_OFFICER),
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
                batch = prepare(request.user, data["target"], data["file"], data["reason"])
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
