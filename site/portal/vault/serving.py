"""Handing a file over. Who may have it was decided, and journalled, before."""

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from portal.vault.storage import open_stored, path_of


def attachment_response(stored):
    """The file as a download that no browser will run, and that no cache keeps."""
    if not path_of(stored.id).exists():
        raise FileNotFoundError("A stored file is missing from the vault.")
    response = StreamingHttpResponse(open_stored(stored), content_type=stored.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, stored.name)
    response.headers["Content-Length"] = str(stored.size)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
