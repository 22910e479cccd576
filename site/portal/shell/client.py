"""Where a request comes from, when proxies stand between."""

from django.conf import settings


def client_address(request):
    """The address of the caller: X-Forwarded-For is believed only for the proxies we run ourselves."""
    count = settings.PORTAL_PROXY_COUNT
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    if count and len(forwarded) >= count:
        return forwarded[-count]
    return request.META.get("REMOTE_ADDR", "")
