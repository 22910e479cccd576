"""Partner services, reports and PDFs, plainly fictional."""

import datetime
from io import BytesIO

import factory
import pypdf
from django.core.files.uploadedfile import SimpleUploadedFile

from content.directory.models import Mission, Municipality, PartnerCategory, Service
from content.models import ReportIndexPage, ReportPage
from content.periods import proposed_title
from content.reports.files import keep_pdf, read_pdf


class PartnerCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnerCategory

    name = factory.Sequence(lambda number: f"Catégorie exemple {number}")
    slug = factory.Sequence(lambda number: f"categorie-exemple-{number}")


class MissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mission

    name = factory.Sequence(lambda number: f"Mission exemple {number}")
    slug = factory.Sequence(lambda number: f"mission-exemple-{number}")


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Municipality

    name = factory.Sequence(lambda number: f"Village exemple {number}")
    slug = factory.Sequence(lambda number: f"village-exemple-{number}")
    postal_code = "7100"
    commune = "Commune exemple"


class ServiceFactory(factory.django.DjangoModelFactory):
    """`ServiceFactory(missions=[...], municipalities=[...])`."""

    class Meta:
        model = Service
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Service Exemple {number}")
    category = factory.SubFactory(PartnerCategoryFactory)

    @factory.post_generation
    def missions(self, create, values, **kwargs):
        self.missions.set(values or [])

    @factory.post_generation
    def municipalities(self, create, values, **kwargs):
        self.municipalities.set(values or [])


def pdf_bytes(sheets=2, password=""):
    """A real PDF of blank sheets."""
    writer = pypdf.PdfWriter()
    for _sheet in range(sheets):
        writer.add_blank_page(width=595, height=842)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pdf_upload(content=None, name="rapport.pdf"):
    """The same, as a browser sends it."""
    return SimpleUploadedFile(
        name, pdf_bytes() if content is None else content, content_type="application/pdf"
    )


def report(year=2030, *, live=True, **fields):
    """A report under the page of reports; needs the `site` fixture."""
    start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    page = ReportPage(
        title=proposed_title(start, end), period_start=start, period_end=end, live=live, **fields
    )
    upload = pdf_upload()
    keep_pdf(page, upload, read_pdf(upload))
    ReportIndexPage.objects.get().add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
    return page
