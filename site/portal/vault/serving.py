"""Handing a file over. Who may have it was decided, and journalled, before."""

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from portal.vault.storage import open_stored


def attachment_response(stored):
    """The file as a download that no browser will run, and that no cache keeps.

    Its beginning is opened before anything is promised: FileNotFoundError when it is missing, CryptoError
    when it is damaged or sealed with a key that is not in the ring.
    """
    chunks = open_stored(stored)
    response = StreamingHttpResponse(_whole(next(chunks), chunks), content_type=stored.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, stored.name)
    response.headers["Content-Length"] = str(stored.size)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _whole(first, others):
    yield first
    yield from others
