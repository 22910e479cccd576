"""Activity reports: an index, and one page per report made from its PDF."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page

from content.models.base import ContentPage
from content.periods import period_label
from content.reports.forms import ReportPageForm

PER_PAGE = 12


class ReportIndexPage(ContentPage):
    """All the reports, the newest first."""

    drawing = "reports"
    template = "content/pages/report_index.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.ReportPage"]
    max_count = 1

    class Meta:
        verbose_name = _("page des rapports")

    def reports(self):
        """Published reports under this page, the latest period first."""
        found = ReportPage.objects.child_of(self).live().public()
        return found.select_related("document", "cover").order_by("-period_end", "-period_start", "pk")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["reports"] = Paginator(self.reports(), PER_PAGE).get_page(request.GET.get("page"))
        return context


class ReportPage(Page):
    """One activity report. Staff give a PDF and two dates; the rest is proposed."""

    period_start = models.DateField(_("du"))
    period_end = models.DateField(_("au"))
    summary = models.TextField(
        _("résumé"),
        blank=True,
        max_length=800,
        help_text=_("Trois ou quatre phrases, pour qui n’ouvrira pas le PDF."),
    )
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("PDF"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    cover = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("couverture"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sheet_count = models.PositiveIntegerField(_("nombre de pages"), default=0, editable=False)

    base_form_class = ReportPageForm
    content_panels = [
        FieldPanel("pdf", heading=_("Le rapport en PDF")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")])],
            heading=_("Période couverte"),
        ),
        FieldPanel("summary"),
        FieldPanel(
            "title", heading=_("Titre"), help_text=_("Laissez vide : il sera proposé d’après la période.")
        ),
    ]
    api_fields = [
        APIField("period_start"),
        APIField("period_end"),
        APIField("summary"),
        APIField("document"),
        APIField("cover"),
        APIField("sheet_count"),
    ]
    template = "content/pages/report.html"
    parent_page_types = ["content.ReportIndexPage"]
    subpage_types = []
    drawing_template = "content/drawings/reports.svg.html"

    class Meta:
        verbose_name = _("rapport d’activité")

    def clean(self):
        super().clean()
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise ValidationError({"period_end": _("La période se termine avant d’avoir commencé.")})

    @property
    def period(self):
        """The period in words."""
        return period_label(self.period_start, self.period_end)

    @property
    def lead(self):
        """The period stands where other pages have their lead."""
        return ""

    @property
    def size(self):
        """Weight of the PDF, in bytes."""
        return (self.document.file_size or 0) if self.document else 0
