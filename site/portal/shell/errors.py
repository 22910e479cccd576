"""Pages for what went wrong, in the dress of the public site, without touching the database."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.shortcuts import render

MEGABYTE = 1024 * 1024


def bad_request(request, exception=None):
    if isinstance(exception, RequestDataTooBig):
        return body_too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE, text_only=True)
    return render(request, "shell/400.html", status=400)


def permission_denied(request, exception=None):
    return render(request, "shell/403.html", status=403)


def page_not_found(request, exception=None):
    return render(request, "shell/404.html", status=404)


def body_too_large(request, limit, *, text_only=False):
    """`limit` in megabytes."""
    return render(request, "shell/413.html", {"limit": limit, "text_only": text_only}, status=413)


def server_error(request):
    return render(request, "shell/500.html", status=500)


def csrf_failure(request, reason=""):
    return render(request, "shell/csrf.html", status=403)
