"""The form as a PDF to fill on a computer or by hand: the version open to the public, or any for staff."""

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import condition, require_safe

from forms.models import Artefact, FormVersion
from forms.outputs.pdf.document import artefact_of, recipe
from forms.views.fill import PUBLIC_FORM, current_version


def _etag(request, slug=PUBLIC_FORM):
    version = current_version(slug)
    return f'"{version.sha256[:16]}-{recipe(version.definition.public)}"' if version else None


@require_safe
@condition(etag_func=_etag)
def pdf(request, slug=PUBLIC_FORM):
    """The public PDF; each one handed out is counted, so that staff know how many are about."""
    version = current_version(slug)
    if version is None:
        return render(request, "forms/closed.html", status=404)
    response = _handed_out(request, version)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def version_pdf(request, slug, number):
    """Any version, however old, for the team."""
    versions = FormVersion.objects.select_related("definition")
    return _handed_out(request, get_object_or_404(versions, definition__slug=slug, number=number))


def _handed_out(request, version):
    artefact = artefact_of(version)
    if request.method == "GET":
        Artefact.objects.filter(pk=artefact.pk).update(downloads=F("downloads") + 1)
    name = f"{version.document['form']}-version-{version.number}.pdf"
    return HttpResponse(
        bytes(artefact.content),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
