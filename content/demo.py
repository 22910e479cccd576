"""Three reports for trying the portal, published as communication staff would do it."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from content.demo_report import report_pdf
from content.models import ReportIndexPage, ReportPage, ServiceSettings
from content.periods import last_day, period_label, proposed_title
from content.reports.files import keep_pdf, read_pdf
from content.setup import create_site

# first year and month, last year and month, summary, figures
REPORTS = (
    (
        (2020, 10),
        (2021, 1),
        "Les quatre premiers mois du projet : installer la méthode, se faire connaître des services, "
        "accompagner les premières personnes. Document d’exemple, aux chiffres inventés.",
        (("orientations reçues", 21), ("personnes accompagnées", 9), ("entrées en logement", 5)),
    ),
    (
        (2021, 1),
        (2021, 12),
        "Une première année complète. Le rapport décrit le chemin parcouru étape par étape, "
        "et ce que les personnes en disent. Document d’exemple, aux chiffres inventés.",
        (("orientations reçues", 64), ("personnes accompagnées", 23), ("entrées en logement", 12)),
    ),
    (
        (2022, 1),
        (2022, 12),
        "Le suivi après l’entrée en logement prend de l’ampleur, et le réseau s’étoffe. "
        "Le rapport relaie aussi les besoins restés sans réponse. Document d’exemple, aux chiffres inventés.",
        (("orientations reçues", 71), ("personnes accompagnées", 26), ("entrées en logement", 15)),
    ),
)


def create_demo():
    """Adds the reports that are missing."""
    create_site()
    # No opening hours are known to us: these are an example and say so.
    ServiceSettings.objects.filter(opening_hours="").update(
        opening_hours="Du lundi au vendredi, de 9 h à 12 h (horaire d’exemple)"
    )
    index = ReportIndexPage.objects.first()
    for (first_year, first_month), (last_year, last_month), summary, figures in REPORTS:
        start = datetime.date(first_year, first_month, 1)
        end = datetime.date(last_year, last_month, last_day(last_year, last_month))
        if not ReportPage.objects.child_of(index).filter(period_start=start, period_end=end).exists():
            _publish(index, start, end, summary, figures)


@transaction.atomic
def _publish(index, start, end, summary, figures):
    title = proposed_title(start, end)
    pdf = report_pdf(title, period_label(start, end), figures)
    upload = SimpleUploadedFile("rapport.pdf", pdf, content_type="application/pdf")
    report = ReportPage(title=title, period_start=start, period_end=end, summary=summary)
    keep_pdf(report, upload, read_pdf(upload))
    index.add_child(instance=report)
    report.save_revision().publish()
