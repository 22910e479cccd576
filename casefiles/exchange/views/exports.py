"""Taking a list away: a format, a reason, names only where they are allowed and asked for."""

from django.db import transaction
from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from casefiles.exchange.exports import EXPORTS, exports_for
from casefiles.exchange.exports.base import FORMATS
from casefiles.exchange.forms import ExportForm
from casefiles.exchange.views.base import ExchangePage
from portal.accounts.fresh import ask_again, is_fresh


class ExportView(ExchangePage):
    """The filters of the list stay in the address, so that what leaves is what was on the screen."""

    template_name = "casefiles/exchange/export.html"
    header_icon = "download"
    code = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.export_class = EXPORTS[self.code]

    def dispatch(self, request, *args, **kwargs):
        if self.code not in exports_for(request.user):
            raise Http404
        if self.export_class.of_files and not is_fresh(request):
            return ask_again(request)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return f"Exporter les {self.export_class.noun}s"

    def get(self, request, *args, **kwargs):
        self.export = self.export_class(request.user, request)
        self.form = ExportForm(export=self.export)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.export = self.export_class(request.user, request)
        self.form = ExportForm(request.POST, export=self.export)
        filters = self.export.filter_form()
        if not self.form.is_valid() or (filters is not None and not filters.is_valid()):
            return self.render_to_response(self.get_context_data(), status=422)
        return self._download(self.form.cleaned_data)

    def _download(self, data):
        export = self.export_class(self.request.user, self.request, with_names=data.get("names"))
        file_format = data["file_format"]
        _label, content_type, extension = FORMATS[file_format]
        # Journalled before the first byte leaves; if it cannot be, nothing leaves.
        with transaction.atomic():
            keys = export.keys()
            export.journal(keys, reason=data["reason"], file_format=file_format)
        response = StreamingHttpResponse(export.stream(keys, file_format), content_type=content_type)
        name = f"{export.file_stem}-{timezone.localdate():%Y-%m-%d}.{extension}"
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "export": self.export,
            "count": self.export.queryset().count(),
            "columns": [column.heading for column in self.export.columns()],
            "filter_form": self.export.filter_form(),
            "is_filtered": any(self.request.GET.values()),
            "query": self.request.GET.urlencode(),
            "words": self.request.GET.get("q", ""),
        }
