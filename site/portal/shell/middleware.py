"""Headers that every answer carries, whatever made it."""

from django.conf import settings

from portal.shell.errors import body_too_large

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

ICONS_KEPT = "private, max-age=31536000, immutable"


class SecurityHeadersMiddleware:
    """Adds the headers Django does not know, and refuses a body that is too large before reading it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = refuse_large_body(request) or self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers["Cache-Control"] = ICONS_KEPT if _is_icon_sheet(request) else "no-store"
        return response


def _is_icon_sheet(request):
    """The icons of the staff area, whose address says which: 65 KB that each page would fetch again."""
    match = request.resolver_match
    return match is not None and match.url_name == "wagtailadmin_sprite" and "h" in request.GET


def refuse_large_body(request):
    """A 413 when the declared length is over the limit; a body without a length is cut by the web server."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > settings.PORTAL_MAX_BODY_BYTES:
        return body_too_large(request, settings.PORTAL_MAX_BODY_BYTES // (1024 * 1024))
    return None
