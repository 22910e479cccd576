"""Where a request comes from, when proxies stand between."""

from ipaddress import ip_address, ip_network

from django.conf import settings

# What one subscriber is given: a single machine there has billions of billions of addresses to try from.
IPV6_PREFIX = 64
# No caller has it: limits by address still hold for those whose own is not known.
UNKNOWN = "0.0.0.0"  # noqa: S104 - nothing listens there


def client_address(request):
    """The address of the caller: X-Forwarded-For is believed only for the proxies we run ourselves.

    Made to be counted: an IPv6 caller is known by the network that the address belongs to.
    """
    count = settings.PORTAL_PROXY_COUNT
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    if count and len(forwarded) >= count:
        return _counted(forwarded[-count])
    return _counted(request.META.get("REMOTE_ADDR", ""))


def _counted(text):
    """The address as a database takes it. Callers without one, as behind a socket, are counted as one."""
    try:
        address = ip_address(text)
    except ValueError:
        return UNKNOWN
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address.packed, IPV6_PREFIX), strict=False).network_address)
