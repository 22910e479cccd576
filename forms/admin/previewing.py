"""What stands beside the editor: the form online, or its PDF, from the draft as it is typed."""

import logging

from django.http import HttpResponse
from django.template.response import TemplateResponse

from forms.definition.document import stamp_of
from forms.outputs.pdf.document import make_pdf
from forms.outputs.web.form import web_form
from forms.publishing import draft_document

logger = logging.getLogger(__name__)


def preview(definition, request, mode):
    """The answer to a request for a preview; an unfinished draft shows what it can, and says what lacks."""
    document, problems = draft_document(definition)
    if mode == "pdf":
        return _pdf(definition, request, document, problems)
    context = {
        "object": definition,
        "request": request,
        "form": web_form(document),
        "problems": problems,
    }
    return TemplateResponse(request, "forms/preview.html", context)


def _pdf(definition, request, document, problems):
    try:
        content = make_pdf(document, stamp_of(document))
    except Exception:
        # Half a question cannot always be printed; what lacks is said instead.
        logger.info("A draft could not be printed", exc_info=True)
        context = {"object": definition, "request": request, "problems": problems}
        return TemplateResponse(request, "forms/admin/publication/no_pdf.html", context)
    return HttpResponse(content, content_type="application/pdf")
