"""Document → fillable, tagged PDF, made once per version and kept.

WeasyPrint lays the page out and tags it (PDF/UA-1); `pdf_fields` then puts right what form readers expect of
its fields. The file is as good on paper: every field has room for a hand. A prefilled PDF is somebody's: it
is made when it is asked for, and never kept.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from content.typography import french
from forms.definition.document import text
from forms.models import Artefact
from forms.outputs.pdf.code import square
from forms.outputs.pdf.layout import printed_sections
from forms.outputs.recipe import made_of, printed_with
from portal.printing import no_search_for_garbage, print_pdf

KIND = "pdf"
_HERE = Path(__file__).resolve().parent
_TEMPLATES = ("pdf.html", "pdf_question.html", "pdf_group.html", "pdf_cell.html", "pdf_boxes.html", "pdf.css")


@cache
def recipe(public=True):
    """Hash of everything but the document that the PDF is made of: a new dress makes a new file."""
    folder = _HERE.parents[1] / "templates" / "forms" / "pdf"
    code = made_of(*(folder / name for name in _TEMPLATES), *sorted(_HERE.glob("*.py")), *printed_with())
    return hashlib.sha256(f"{settings.BASE_URL}|{public}|{code}".encode()).hexdigest()[:16]


def pdf_of(version):
    """The PDF of a version, from the store or made now."""
    return bytes(artefact_of(version).content)


def artefact_of(version):
    """The kept PDF of a version: with our public address when everybody may fill it, without otherwise."""
    public = version.definition.public
    key = {"version": version, "kind": KIND, "recipe": recipe(public)}
    kept = Artefact.objects.filter(**key).first()
    if kept is not None:
        return kept
    content = make_pdf(version.document, version.stamp, public=public)
    try:
        with transaction.atomic():
            return Artefact.objects.create(content=content, **key)
    except IntegrityError:
        # Another process made it meanwhile: both are the same form.
        return Artefact.objects.get(**key)


def make_pdf(document, stamp, answers=None, *, public=True):
    """The bytes of the PDF: a plain function of the document and its stamp.

    `answers` are put in their fields, raw (as typed) or clean. A form that only the team fills (not `public`)
    names no address of ours.
    """
    # Its libraries are read when a PDF is made: the portal starts sooner without.
    from forms.outputs.pdf.fields import finish

    with no_search_for_garbage():
        html = render_to_string("forms/pdf/pdf.html", _context(document, stamp, answers, public))
        sheet = render_to_string("forms/pdf/pdf.css")
        raw = print_pdf(html, sheet=sheet, pdf_forms=True, custom_metadata=True, presentational_hints=True)
        return finish(raw, document, stamp)


def _context(document, stamp, answers, public):
    address = f"{settings.BASE_URL.rstrip('/')}/orienter/" if public else ""
    return {
        "title": french(text(document["title"])),
        "intro": french(text(document["intro"])),
        "sections": printed_sections(document, answers),
        "stamp": stamp,
        "number": document["number"],
        "square": square(f"{address}#{stamp}" if public else stamp),
        "address": address.split("://")[-1],
        "filled": bool(answers),
    }
