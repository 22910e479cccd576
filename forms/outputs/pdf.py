"""Document → fillable, tagged PDF, made once per version and kept.

WeasyPrint lays the page out and tags it (PDF/UA-1); `pdf_fields` then puts right what form readers expect of
its fields. The file is as good on paper: every field has room for a hand.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from forms.definition import vocabulary as words
from forms.definition.cleaners import max_length_of
from forms.models import Artefact
from forms.outputs.pdf_fields import finish
from forms.outputs.web import web_form
from portal.printing import print_pdf

_HERE = Path(__file__).resolve().parent
_TEMPLATES = ("pdf.html", "pdf_question.html", "pdf.css")
_HALF = {
    words.EMAIL,
    words.TELEPHONE,
    words.DATE,
    words.YEAR_MONTH,
    words.WHOLE_NUMBER,
    words.AMOUNT,
    words.NATIONAL_NUMBER,
}
_HINTS = {
    words.DATE: "jj/mm/aaaa",
    words.YEAR_MONTH: "mm/aaaa",
    words.AMOUNT: "en euros",
    words.NATIONAL_NUMBER: "11 chiffres",
}


@cache
def recipe():
    """Hash of everything but the document that the PDF is made of: a new dress makes a new file."""
    digest = hashlib.sha256(settings.BASE_URL.encode())
    folder = _HERE.parent / "templates" / "forms" / "pdf"
    for path in [*(folder / name for name in _TEMPLATES), _HERE / "pdf.py", _HERE / "pdf_fields.py"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def pdf_of(version):
    """The PDF of a version, from the store or made now."""
    kept = Artefact.objects.filter(version=version, kind="pdf", recipe=recipe()).first()
    if kept is None:
        content = make_pdf(version.document, version.stamp)
        try:
            with transaction.atomic():
                Artefact.objects.create(version=version, kind="pdf", recipe=recipe(), content=content)
        except IntegrityError:
            pass  # another process made it meanwhile: both are the same form
        return content
    return bytes(kept.content)


def make_pdf(document, stamp):
    """The bytes of the PDF: a plain function of the document and its stamp."""
    html = render_to_string("forms/pdf/pdf.html", _context(document, stamp))
    return finish(print_pdf(html, pdf_forms=True, custom_metadata=True), document, stamp)


def _context(document, stamp):
    form = web_form(document)
    for section in form.sections:
        section.rows = _rows([_printed(question) for question in section.questions])
    return {
        "form": form,
        "stamp": stamp,
        "number": document["number"],
        "site": settings.BASE_URL.split("://")[-1].rstrip("/"),
    }


def _rows(printed):
    """Short fields go two by two, when they stand under the same condition."""
    rows = []
    for one in printed:
        last = rows[-1] if rows else []
        fits = len(last) == 1 and last[0]["half"] and one["half"]
        if fits and last[0]["asked"].condition == one["asked"].condition:
            last.append(one)
        else:
            rows.append([one])
    return rows


def _printed(asked):
    """What the template lays out for one question."""
    kind = asked.kind
    options = asked.options if asked.widget in ("radio", "checkbox") else []
    short_text = kind in (words.SHORT_TEXT, words.MUNICIPALITY) and len(asked.label) < 45
    return {
        "asked": asked,
        "options": options,
        "half": kind in _HALF or short_text,
        "short": kind in _HALF,
        "inline": sum(len(option["label"]) for option in options) < 60,
        "columns": len(options) > 4,
        "hint": _HINTS.get(kind, ""),
        "max_length": max_length_of(asked.question),
    }
