"""Handing out spreadsheets: to the team, of any version; to everybody, of the forms open to all."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition, require_safe

from forms.models import Artefact, FormDefinition, FormVersion
from forms.outputs.xlsx.layout import TooWide
from forms.outputs.xlsx.workbook import CONTENT_TYPE, artefact_of, recipe
from forms.services import service_names
from forms.views.fill import current_version

_TOO_WIDE = "Ce formulaire a trop de questions pour un tableur : utilisez le PDF ou le formulaire en ligne."


@require_safe
def template(request, slug):
    """The spreadsheet of the version in use."""
    definition = get_object_or_404(FormDefinition, slug=slug)
    version = definition.current_version
    if version is None:
        messages.error(request, "Ce formulaire n’est pas publié : publiez-le d’abord.")
        return redirect("wagtailadmin_home")
    return _for_staff(request, version)


@require_safe
def version_template(request, slug, number):
    """Any version, however old."""
    versions = FormVersion.objects.select_related("definition")
    return _for_staff(request, get_object_or_404(versions, definition__slug=slug, number=number))


def _for_staff(request, version):
    try:
        return handed_out(request, version)
    except TooWide:
        messages.error(request, _TOO_WIDE)
        return redirect("wagtailadmin_home")


def _etag(request, slug):
    version = current_version(slug)
    return f'"{version.sha256[:16]}-{recipe(service_names(version.document))}"' if version else None


@require_safe
@condition(etag_func=_etag)
def public_template(request, slug):
    """The spreadsheet of a form open to all; each one handed out is counted."""
    version = current_version(slug)
    if version is None:
        return render(request, "forms/closed.html", status=404)
    try:
        response = handed_out(request, version)
    except TooWide:
        return render(request, "forms/closed.html", status=404)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def handed_out(request, version):
    artefact = artefact_of(version, service_names(version.document))
    if request.method == "GET":
        Artefact.objects.filter(pk=artefact.pk).update(downloads=F("downloads") + 1)
    name = f"{version.document['form']}-version-{version.number}.xlsx"
    return workbook_response(bytes(artefact.content), name)


def workbook_response(content, name, *, private=False):
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    if private:
        response.headers["Cache-Control"] = "no-store"
    return response
