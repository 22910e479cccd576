"""The form as a PDF to fill on a computer or by hand."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from forms.outputs.pdf import pdf_of, recipe
from forms.views.fill import current_version


def _etag(request):
    version = current_version()
    return f'"{version.sha256[:16]}-{recipe()}"' if version else None


@require_safe
@condition(etag_func=_etag)
def pdf(request):
    version = current_version()
    if version is None:
        return render(request, "forms/closed.html", status=404)
    name = f"{version.document['form']}-version-{version.number}.pdf"
    return HttpResponse(
        pdf_of(version),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Cache-Control": "public, max-age=300",
        },
    )
