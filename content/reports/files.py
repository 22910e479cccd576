"""From an uploaded PDF to a document and its cover; and where both stand before and after publication."""

import json
import secrets
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from content.collections import drafts, published
from content.directory.text import readable_slug
from portal.sandbox import SandboxFailure, run_limited

MAX_BYTES = 20 * 1024 * 1024
COVER_WIDTH = 640
# The two sizes that pages show: made here, so that no visitor waits for them.
LIST_COVER = "width-240|format-webp|webpquality-55"
PAGE_COVER = "width-440|format-webp|webpquality-55"


@dataclass(frozen=True)
class ReadPdf:
    """What was learnt from a PDF."""

    sheets: int
    cover: bytes


def read_pdf(upload):
    """Checks that the file is a PDF that opens, and draws its first page."""
    if upload.size > MAX_BYTES:
        raise ValidationError(_("Ce fichier est trop lourd : 20 Mo au plus."))
    upload.seek(0)
    payload = upload.read()
    upload.seek(0)
    if b"%PDF-" not in payload[:1024]:
        raise ValidationError(
            _("Ce fichier n’est pas un PDF, même si son nom le dit. Exportez le rapport en PDF.")
        )
    try:
        answer = run_limited("content.covers:render_first_page", payload, options={"width": COVER_WIDTH})
    except SandboxFailure as failure:
        raise ValidationError(failure.message) from failure
    head, _newline, picture = answer.partition(b"\n")
    return ReadPdf(sheets=json.loads(head)["sheets"], cover=picture)


def keep_pdf(page, upload, read):
    """Stores the PDF and its cover among the drafts and ties them to the page; publication moves them."""
    stem = readable_slug(page.title)[:80] or "rapport"
    # A draft's address cannot be guessed from its title.
    token = secrets.token_hex(4)
    upload.seek(0)
    pdf = ContentFile(upload.read(), name=f"{stem}-{token}.pdf")
    document = get_document_model()(title=page.title, collection=drafts(), file=pdf, file_size=pdf.size)
    document.save()
    picture = ImageFile(BytesIO(read.cover), name=f"{stem}-{token}.jpg")
    cover = get_image_model()(title=page.title, collection=drafts(), file=picture)
    cover.save()
    for size in (LIST_COVER, PAGE_COVER):
        _resize(cover, size)
    page.document, page.cover, page.sheet_count = document, cover, read.sheets


def _resize(cover, size):
    """What `get_rendition` does, but the temporary file is closed."""
    wanted = Filter(size)
    made = cover.generate_rendition_file(wanted)
    try:
        cover.renditions.create(filter_spec=size, focal_point_key=wanted.get_cache_key(cover), file=made)
    finally:
        made.close()


def show(page):
    """The page is public: so are its files."""
    _move(page, published())


def hide(page):
    """The page is not public any more: neither are its files."""
    _move(page, drafts())


def _move(page, collection):
    for item in (page.document, page.cover):
        if item is not None and item.collection_id != collection.pk:
            item.collection = collection
            item.save(update_fields=["collection"])
