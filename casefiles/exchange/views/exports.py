"""Taking a list away: which rows and columns, how much of people, in which format, and why."""

from django.http import Http404
from django.shortcuts import redirect
from wagtail.admin import messages

from casefiles.actions.base import Refused
from casefiles.exchange.export_forms import ExportForm
from casefiles.exchange.exports import EXPORTS, exports_for
from casefiles.exchange.exports.base import MAX_TICKED, Choices
from casefiles.exchange.exports.kept import keep_columns, kept_columns, kept_one
from casefiles.exchange.exports.prepare import MADE_AT_ONCE, prepare
from casefiles.exchange.views.base import ExchangePage
from portal.accounts.fresh import ask_again, is_fresh
from portal.sheets.cells import shown

TICKABLE = 100
# What stands in the address and filters nothing.
_NO_FILTER = ("colonnes", "p", "ticked")


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
        query = request.GET.copy()
        for name in _NO_FILTER:
            query.pop(name, None)
        self.query = query.urlencode()
        self.export = self.export_class(request.user, Choices(self.query))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return f"Exporter les {self.export_class.noun}s"

    def get(self, request, *args, **kwargs):
        kept = kept_one(request.user, self.export, request.GET.get("colonnes", ""))
        ticked = request.GET.getlist("ticked")[:MAX_TICKED]
        self.form = ExportForm(export=self.export, columns=kept and kept.columns, ticked=ticked)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.form = ExportForm(request.POST, export=self.export)
        if asked := request.POST.get("move"):
            self.form = self.form.moved(asked)
            return self.render_to_response(self.get_context_data())
        filters = self.export.filter_form()
        if self.form.is_valid() and (filters is None or filters.is_valid()):
            try:
                return self._prepared(self.form.cleaned_data)
            except Refused as refused:
                self.form.add_error(self.form.field_for(refused.code), refused.message)
        return self.render_to_response(self.get_context_data(), status=422)

    def _prepared(self, data):
        user = self.request.user
        choices = Choices(self.query, data["columns"], data["ticked"])
        export = self.export_class(user, choices, level=data["level"])
        prepared = prepare(user, export, file_format=data["file_format"], reason=data["reason"])
        if data["keep_as"].strip():
            keep_columns(user, export, data["keep_as"].strip(), data["columns"])
        if prepared.is_ready:
            messages.success(self.request, "Le fichier est prêt : téléchargez-le ici, dans les 24 heures.")
        return redirect("exchange:exports")

    def get_context_data(self, **kwargs):
        count, rows = self.export.queryset().count(), self._tickable()
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "export": self.export,
            "count": count,
            "takes_long": count > MADE_AT_ONCE,
            "filter_form": self.export.filter_form(),
            "is_filtered": bool(self.query),
            "query": self.query,
            "words": self.request.GET.get("q", ""),
            "kept": kept_columns(self.request.user, self.export),
            "rows": rows,
            "more_rows": max(0, count - len(rows)),
            "ticked_count": sum(row["ticked"] for row in rows),
        }

    def _tickable(self):
        """The rows that are ticked and the first others, each by what names it without naming anybody."""
        ticked, paths = self.form.known_ticked(), self.export.tick_label()
        rows = self.export.scope().values_list("pk", *paths)
        first = list(rows.filter(pk__in=ticked)) if ticked else []
        others = rows.exclude(pk__in=ticked) if ticked else rows
        return [
            {
                "key": str(key),
                "label": " · ".join(filter(None, map(shown, said))),
                "ticked": place < len(first),
            }
            for place, (key, *said) in enumerate([*first, *others[:TICKABLE]])
        ]
