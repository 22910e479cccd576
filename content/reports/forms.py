"""The form by which a report is published: a PDF and two dates. Everything else is proposed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from content.periods import proposed_title
from content.reports.dates import TypedDateInput
from content.reports.files import keep_pdf, read_pdf

# The first relais sociaux opened in 2001; an earlier year is a slip of the finger.
FIRST_YEAR = 1990


class ReportPageForm(WagtailAdminPageForm):
    """Checks the PDF while the person is still there to choose another one."""

    pdf = forms.FileField(
        label=_("PDF du rapport"),
        required=False,
        help_text=_("20 Mo au plus. La couverture, le poids et le nombre de pages en sont tirés."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._read = None
        for name in ("title", "slug"):
            if name in self.fields:
                self.fields[name].required = False
        for name in ("period_start", "period_end"):
            if name in self.fields:
                self.fields[name].widget = TypedDateInput()
        if self.instance.document_id:
            self.fields["pdf"].help_text = _(
                "Déjà reçu : %(name)s. Choisissez un fichier pour le remplacer."
            ) % {"name": self.instance.document.filename}

    def clean_pdf(self):
        """Reads the file in a limited process; what is wrong with it is said here, in French."""
        pdf = self.cleaned_data.get("pdf")
        if pdf:
            self._read = read_pdf(pdf)
        elif not self.instance.document_id and "action-publish" in self.data:
            raise ValidationError(_("Choisissez le PDF du rapport : c’est lui que l’on vient lire."))
        return pdf

    def clean_period_start(self):
        return self._plausible("period_start")

    def clean_period_end(self):
        return self._plausible("period_end")

    def _plausible(self, name):
        day = self.cleaned_data[name]
        if day and not FIRST_YEAR <= day.year <= timezone.localdate().year + 1:
            raise ValidationError(_("Vérifiez l’année : %(year)d ?"), params={"year": day.year})
        return day

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if not cleaned.get("title"):
            if start and end and start <= end:
                cleaned["title"] = proposed_title(start, end)
            else:
                self.add_error("title", _("Donnez un titre, ou la période : il sera proposé d’après elle."))
        return cleaned

    def save(self, commit=True):
        if self._read is not None:
            keep_pdf(self.instance, self.cleaned_data["pdf"], self._read)
            self._read = None
        return super().save(commit=commit)
