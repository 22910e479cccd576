"""The report for the region: on the screen, on paper, in a spreadsheet; and what is missing to fill it."""

from django import forms
from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views import View
from django.views.generic import TemplateView

from casefiles.exchange.exports.base import FORMATS
from casefiles.exchange.views.base import ExchangePage
from casefiles.statistics.region import MONTH_NAMES, report_on, report_years
from casefiles.statistics.region_gaps import gaps_in
from portal.audit.journal import record
from portal.sheets.writers import comma, workbook

HEADINGS = ["Tableau", "Ligne", *MONTH_NAMES, "Contacts", "Personnes"]
WIDTHS = [32, 40, *[10] * 12, 12, 12]


class YearForm(forms.Form):
    """The year counted; anything that is not offered falls back on the latest one."""

    annee = forms.ChoiceField(label="Année", required=False)

    def __init__(self, data, *, user):
        super().__init__(data, auto_id="id_%s", label_suffix="")
        self.offered = report_years(user) or [timezone.localdate().year]
        self.fields["annee"].choices = [(str(year), str(year)) for year in self.offered]

    def year(self):
        self.is_valid()
        return int(self.cleaned_data.get("annee") or self.offered[0])


def _context(request, how):
    form = YearForm(request.GET, user=request.user)
    year = form.year()
    report = report_on(request.user, year)
    record("exchange.region_report", actor=request.user, target=str(year), details={"how": how})
    return {"choice": form, "report": report, "months": MONTH_NAMES, "year": year}


class RegionView(ExchangePage):
    template_name = "casefiles/exchange/region.html"
    page_title = "Rapport à la Région"
    header_icon = "table"

    def get_context_data(self, **kwargs):
        context = _context(self.request, "page")
        gaps, files = gaps_in(self.request.user, context["year"])
        return super().get_context_data(**kwargs) | context | {"gaps": gaps, "files": files}


class RegionPrintView(TemplateView):
    """The same on paper, in the dress of the service, without the list of files."""

    template_name = "casefiles/exchange/region_print.html"

    def get_context_data(self, **kwargs):
        return (
            super().get_context_data(**kwargs)
            | _context(self.request, "print")
            | {"printed_at": timezone.now()}
        )


class RegionFileView(View):
    """The same in a spreadsheet. Counts without a name or a reference: it leaves as it is shown."""

    def get(self, request, *args, file_format, **kwargs):
        if file_format not in FORMATS:
            raise Http404
        context = _context(request, file_format)
        lines = [
            [table.title, line.label, *(cell.value for cell in line.cells)]
            for table in context["report"].tables
            for line in [*table.lines, table.everyone]
        ]
        _label, content_type, extension = FORMATS[file_format]
        response = StreamingHttpResponse(_parts(lines, file_format), content_type=content_type)
        name = f"rapport-region-{context['year']}.{extension}"
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response


def _parts(lines, file_format):
    if file_format == "xlsx":
        return workbook.stream(HEADINGS, WIDTHS, iter(lines), sheet="Rapport", row_count=len(lines))
    return comma.stream(HEADINGS, iter(lines), french=file_format == "csv")
