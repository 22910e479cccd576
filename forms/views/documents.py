"""What a form is made of, on paper and as a table: its code book and its record of processing."""

from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from forms.models import FormDefinition, FormVersion
from forms.outputs import codebook as codes
from forms.outputs import register as processing
from portal.sheets.writers import workbook

# What both databases can compare: a longer number is no key.
_MAX_INTEGER = 2**31 - 1
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def index(request):
    """Every published form with its two documents."""
    definitions = FormDefinition.objects.filter(versions__isnull=False).distinct().order_by("title")
    listed = definitions.annotate(number=Max("versions__number"))
    return render(
        request,
        "forms/admin/documents/index.html",
        {"header_title": "Registre des formulaires", "definitions": listed},
    )


@require_safe
def codebook(request, pk, number):
    version = _version(pk, number)
    documents = [one.document for one in version.definition.versions.filter(number__lte=version.number)]
    if request.GET.get("format") == "xlsx":
        return _sheet(version, "codes", "Codes", codes.HEADINGS, codes.WIDTHS, codes.rows(documents))
    return _pdf(version, "codes", codes.codebook_pdf(version, documents))


@require_safe
def register(request, pk, number):
    version = _version(pk, number)
    if request.GET.get("format") == "xlsx":
        rows = processing.rows(version.document, version.definition.kind)
        return _sheet(version, "registre", "Registre", processing.HEADINGS, processing.WIDTHS, rows)
    return _pdf(version, "registre", processing.register_pdf(version))


def _version(pk, number):
    if max(pk, number) > _MAX_INTEGER:
        raise Http404
    rows = FormVersion.objects.select_related("definition")
    return get_object_or_404(rows, definition=pk, number=number)


def _pdf(version, what, content):
    return _file(version, what, content, "application/pdf", "pdf", attachment=False)


def _sheet(version, what, title, headings, widths, rows):
    content = b"".join(workbook.stream(headings, widths, rows, sheet=title))
    return _file(version, what, content, _XLSX, "xlsx", attachment=True)


def _file(version, what, content, content_type, extension, *, attachment):
    day = timezone.localdate()
    name = f"{version.document['form']}-version-{version.number}-{what}-{day:%Y-%m-%d}.{extension}"
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(attachment, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
