"""What a document looks like, in a frame that can do nothing: pictures made by a limited process.

A browser shows no PDF in a sandboxed frame: its reader is a program, and a program is what the frame forbids.
So pages are drawn here, and stand in the frame as pictures, with their words beside them for who listens.
"""

import base64
import json
import logging
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin

from casefiles.admin.documents.views import PAGES_SHOWN, found
from portal.audit.journal import record
from portal.vault.cleaning import LENGTH
from portal.vault.intake import run
from portal.vault.storage import RefusedFile, open_stored

logger = logging.getLogger(__name__)

# Nothing runs, nothing is sent, nothing is fetched but our own style sheet; only our own pages frame it.
POLICY = (
    "sandbox; default-src 'none'; img-src data:; style-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


@dataclass(frozen=True)
class Page:
    number: int
    width: int
    height: int
    text: str
    source: str


@method_decorator(xframe_options_sameorigin, name="dispatch")
class DocumentFrameView(View):
    """Some pages of a document as they look. Looking is reading: the journal is written first."""

    def get(self, request, pk, document, first=1):
        case_file, row = found(request.user, pk, document)
        record(
            "document.previewed",
            actor=request.user,
            subject=case_file.pk,
            target=case_file.reference,
            details={"document": str(row.pk), "from": first},
        )
        context = {"document": row, "reference": case_file.reference}
        try:
            context |= pages_of(row.stored_file, first)
        except RefusedFile as refused:
            context["refused"] = refused.message
        except FileNotFoundError:
            logger.error("Stored file %s is missing from the vault", row.stored_file_id)
            raise Http404 from None
        response = render(request, "casefiles/admin/documents/frame.html", context)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def pages_of(stored, first, most=PAGES_SHOWN):
    """{"sheets", "pages"} of a stored file, from a page on; RefusedFile when it cannot be drawn."""
    payload = b"".join(open_stored(stored))
    answer = run("show", payload, content_type=stored.content_type, first=first, most=most)
    head, _, pictures = answer.partition(b"\n")
    told = json.loads(head)
    return {"sheets": told["sheets"], "pages": list(_dressed(told["pages"], pictures))}


def _dressed(pages, pictures):
    for page in pages:
        (length,) = LENGTH.unpack(pictures[: LENGTH.size])
        picture, pictures = pictures[LENGTH.size :][:length], pictures[LENGTH.size + length :]
        yield Page(**page, source=f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}")
