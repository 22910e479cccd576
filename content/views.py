"""Views that belong to no page."""

from django.http import Http404


def nothing_here(request):
    """An address that cannot exist."""
    raise Http404
