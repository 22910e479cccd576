"""Pages for what went wrong, in the dress of the public site, without touching the database."""

from django.shortcuts import render


def bad_request(request, exception=None):
    return render(request, "shell/400.html", status=400)


def permission_denied(request, exception=None):
    return render(request, "shell/403.html", status=403)


def page_not_found(request, exception=None):
    return render(request, "shell/404.html", status=404)


def body_too_large(request, limit):
    """`limit` in megabytes."""
    return render(request, "shell/413.html", {"limit": limit}, status=413)


def server_error(request):
    return render(request, "shell/500.html", status=500)


def csrf_failure(request, reason=""):
    return render(request, "shell/csrf.html", status=403)
