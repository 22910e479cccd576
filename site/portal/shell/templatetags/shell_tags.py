"""What the frame of the public pages needs: where one is, and how to reach the service."""

from django import template
from django.apps import apps
from django.db import DatabaseError

register = template.Library()

# The five doors of the site. Their addresses are fixed: pages are created with these slugs by content.setup.
NAVIGATION = (
    ("/heberge-toit/", "Le projet"),
    ("/orienter/", "Orienter"),
    ("/reseau/", "Réseau"),
    ("/rapports/", "Rapports"),
    ("/contact/", "Contact"),
)


@register.simple_tag(takes_context=True)
def public_navigation(context):
    """The entries of the main menu; the one we stand on says so."""
    here = getattr(context.get("request"), "path", "")
    return [
        {"url": url, "label": label, "current": _current(here, url), "call": url == "/orienter/"}
        for url, label in NAVIGATION
    ]


def _current(here, url):
    if here == url:
        return "page"
    return "true" if here.startswith(url) else ""


@register.simple_tag(takes_context=True)
def public_contact(context):
    """Address and telephone of the service; an error page may be drawn when the database is away."""
    request = context.get("request")
    if request is None or context.get("plain_footer"):
        return FALLBACK_CONTACT
    try:
        return apps.get_model("content", "ServiceSettings").for_request(request)
    except (LookupError, DatabaseError):
        return FALLBACK_CONTACT


FALLBACK_CONTACT = {
    "organisation": "Relais social urbain de La Louvière",
    "street": "Place de la Concorde 15",
    "postal_code": "7100",
    "city": "La Louvière",
}
