"""The report for the region: on the screen, on paper, in a spreadsheet; and what is missing to fill it."""

from urllib.parse import urlencode

from django import forms
from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views import View
from django.views.generic import TemplateView

from casefiles.exchange.exports.base import FORMATS
from casefiles.exchange.views.base import ExchangePage
from casefiles.statistics.region_gaps import gaps_in
from casefiles.statistics.region_period import Period, months_offered, report_for, said
from portal.audit.journal import record
from portal.sheets.writers import comma, workbook


class PeriodForm(forms.Form):
    """From which month to which; anything that is not offered falls back on the latest year."""

    de = forms.ChoiceField(label="De", required=False)
    a = forms.ChoiceField(label="À", required=False)

    def __init__(self, data, *, user):
        super().__init__(data.copy(), auto_id="id_%s", label_suffix="")
        offered = {f"{year}-{month:02d}": (year, month) for year, month in months_offered(user)}
        latest = next(iter(offered.values()), (timezone.localdate().year, 1))[0]
        self.years = sorted({year for year, _month in offered.values()} or {latest}, reverse=True)
        # A whole year is offered whole, from its first month to its last.
        self.months = {
            f"{year}-{month:02d}": (year, month) for year in self.years for month in range(12, 0, -1)
        }
        for name in ("de", "a"):
            self.fields[name].choices = [(code, said(month)) for code, month in self.months.items()]
        self.asked_year = data.get("annee", "")

    def period(self):
        """The Period asked for; fills the two choices with it."""
        ends = [self.months.get(self.data.get(name, "")) for name in ("de", "a")]
        if any(ends):
            period = Period.between(*[end or next(filter(None, ends)) for end in ends])
        else:
            years = {str(year): year for year in self.years}
            period = Period.of_year(years.get(self.asked_year, self.years[0]))
        for name, (year, month) in (("de", period.first), ("a", period.last)):
            self.data[name] = f"{year}-{month:02d}"
        return period


def _context(request, how):
    form = PeriodForm(request.GET, user=request.user)
    period = form.period()
    report = report_for(request.user, period)
    record("exchange.region_report", actor=request.user, target=period.code, details={"how": how})
    return {
        "choice": form,
        "report": report,
        "period": period,
        "query": urlencode({name: form.data[name] for name in ("de", "a")}),
    }


class RegionView(ExchangePage):
    template_name = "casefiles/exchange/region.html"
    page_title = "Rapport à la Région"
    header_icon = "table"

    def get_context_data(self, **kwargs):
        context = _context(self.request, "page")
        gaps, files = gaps_in(self.request.user, *context["period"].days)
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
        response = StreamingHttpResponse(
            _parts(context["report"], lines, file_format), content_type=content_type
        )
        name = f"rapport-region-{context['period'].code}.{extension}"
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response


def _parts(report, lines, file_format):
    headings = ["Tableau", "Ligne", *report.headings]
    if file_format == "xlsx":
        widths = [32, 40, *[12] * len(report.headings)]
        return workbook.stream(headings, widths, iter(lines), sheet="Rapport", row_count=len(lines))
    return comma.stream(headings, iter(lines), french=file_format == "csv")
