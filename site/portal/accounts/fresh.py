"""Acts that ask for a code given a moment ago: one's own factor, someone's role, an export.

@fresh_factor_required
def export(request): ...
"""

import time
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from portal.accounts.sessions import FACTOR_AT


def is_fresh(request):
    """Whether this session gave its second factor within the last ten minutes."""
    given_at = request.session.get(FACTOR_AT, 0)
    return time.time() - given_at < settings.FRESH_FACTOR_SECONDS


def ask_again(request):
    """To the code page and back here."""
    values = urlencode({"next": request.get_full_path(), "raison": "confirmer"})
    return HttpResponseRedirect(f"{reverse('accounts:code')}?{values}")


def fresh_factor_required(view):
    @wraps(view)
    def checked(request, *args, **kwargs):
        return view(request, *args, **kwargs) if is_fresh(request) else ask_again(request)

    return checked


class FreshFactorMixin:
    """The same for class-based views."""

    def dispatch(self, request, *args, **kwargs):
        if not is_fresh(request):
            return ask_again(request)
        return super().dispatch(request, *args, **kwargs)
