"""« Mes exports »: what one prepared, the file for a day, by its author only."""

import logging

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from casefiles.actions.base import Refused
from casefiles.exchange.exports import EXPORTS
from casefiles.exchange.exports.base import ALL_FORMATS
from casefiles.exchange.exports.prepare import (
    State,
    check_download,
    exports_of,
    forget,
    journal_download,
    title_of,
)
from casefiles.exchange.views.base import ExchangePage
from casefiles.models import ExportColumns
from portal.accounts.fresh import ask_again, is_fresh
from portal.crypto.errors import CryptoError
from portal.vault.serving import attachment_response

logger = logging.getLogger(__name__)
EXPORTS_PER_PAGE = 20
DAMAGED = "Le fichier gardé a disparu ou ne peut plus être lu : préparez-en un autre."


class ExportListView(ExchangePage):
    template_name = "casefiles/exchange/exports.html"
    page_title = "Mes exports"
    header_icon = "download"

    def get_context_data(self, **kwargs):
        found = exports_of(self.request.user).select_related("file")
        page = Paginator(found, EXPORTS_PER_PAGE).get_page(self.request.GET.get("p"))
        for prepared in page.object_list:
            kind = EXPORTS.get(prepared.export)
            prepared.title = title_of(prepared)
            prepared.shows_level = kind is None or kind.of_files
            prepared.format_name = ALL_FORMATS[prepared.file_format][0]
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "is_waiting": any(prepared.state == State.WAITING for prepared in page.object_list),
            "kept": ExportColumns.objects.filter(owner=self.request.user),
        }


class ExportFileView(View):
    """Each download is journalled before the first byte leaves."""

    def get(self, request, *args, pk, **kwargs):
        prepared = get_object_or_404(exports_of(request.user).select_related("file", "user"), pk=pk)
        kind = EXPORTS.get(prepared.export)
        if (kind is None or kind.of_files) and not is_fresh(request):
            return ask_again(request)
        try:
            check_download(prepared)
            response = attachment_response(prepared.file)
        except Refused as refused:
            messages.error(request, refused.message)
        except (FileNotFoundError, CryptoError):
            logger.exception("A prepared export cannot be read: %s", prepared.pk)
            messages.error(request, DAMAGED)
        else:
            journal_download(prepared)
            return response
        return HttpResponseRedirect(reverse("exchange:exports"))


@require_POST
def forget_export(request, pk):
    prepared = get_object_or_404(exports_of(request.user).select_related("file"), pk=pk)
    if prepared.state != State.READY:
        messages.info(request, "Ce fichier est déjà effacé, ou n’est pas encore prêt.")
    else:
        forget(prepared)
        messages.success(request, "Le fichier est effacé du portail.")
    return redirect("exchange:exports")


@require_POST
def forget_columns(request, pk):
    get_object_or_404(ExportColumns, pk=pk, owner=request.user).delete()
    messages.success(request, "Ces colonnes ne sont plus gardées.")
    return redirect("exchange:exports")
