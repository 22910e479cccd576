"""Where to go afterwards: an address of this portal, never elsewhere."""

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def local_next(request, default=""):
    """The `next` of the request when it stays on this site, else the default."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else default


def go_on(request):
    return HttpResponseRedirect(local_next(request) or resolve_url("wagtailadmin_home"))
