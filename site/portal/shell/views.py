"""Small answers: is the portal well, what may robots read, whom to tell about a flaw."""

import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

DAY = 24 * 3600


@require_safe
@cache_control(no_store=True)
def health(request):
    """200 when the database answers, 503 when it does not. Says nothing more to a stranger."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"etat": "panne"}, status=503)
    return JsonResponse({"etat": "ok"})


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request):
    """Public pages may be indexed; staff doors are of no interest to a search engine."""
    lines = [
        "User-agent: *",
        "Disallow: /gestion/",
        "Disallow: /connexion/",
        "Disallow: /orienter/recu/",
        "Allow: /",
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY)
def security(request):
    """RFC 9116: whom to tell about a flaw. Expires within the year, always."""
    service = apps.get_model("content", "ServiceSettings").for_request(request)
    tonight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = (tonight + datetime.timedelta(days=180)).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"Contact: mailto:{service.security_email}",
        f"Expires: {expires}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=7 * DAY)
def favicon(request):
    """Old browsers ask here; the others read the SVG named in the page."""
    found = finders.find("shell/favicon.ico")
    if found:
        return HttpResponse(Path(found).read_bytes(), content_type="image/x-icon")
    return HttpResponseRedirect(staticfiles_storage.url("shell/favicon.svg"))


@require_safe
@cache_control(public=True, max_age=7 * DAY)
def media(request, path):
    """Resized images of the public site; originals and documents never pass here."""
    try:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except (ValueError, OSError) as error:
        raise Http404 from error
