"""Two guards: one ends sessions in time, one keeps every door shut that nobody opened."""

from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

from portal.accounts import gate, sessions

# Asked by the page itself, not by the person: they do not keep a session alive.
QUIET = {"wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# Wagtail shows private pages and files to whoever is signed in: for it too, a password alone is not enough.
PUBLISHED = {"wagtail_serve", "wagtaildocs_serve"}


class SessionLimitsMiddleware:
    """Ends a session that is idle, too old, or was ended elsewhere; says why to what follows."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.staff_session = None
        request.ended_session = sessions.why_ended(request)
        if request.ended_session:
            from portal.accounts.ending import end_by_clock

            end_by_clock(request)
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.staff_session and request.resolver_match.view_name not in QUIET:
            sessions.touch(request.staff_session)


class GateMiddleware:
    """Default deny: an address answers only to those whom its room lists."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        door = gate.door_for(gate.address_name(request.resolver_match))
        if door is not None and door.kind == gate.PUBLIC:
            return self.let_in(request)
        between = door is not None and door.kind == gate.SIGNED_IN
        if not request.user.is_authenticated:
            return self.ask_to_sign_in(request, "" if between else request.get_full_path())
        if between:
            return None
        if not request.user.is_verified():
            return self.ask_for_code(request)
        if door is None:
            raise Http404
        if not request.user.has_role(*door.roles):
            raise PermissionDenied
        return None

    def let_in(self, request):
        """Between the two factors one is a visitor like others of what is published."""
        half_way = request.staff_session is not None and not request.user.is_verified()
        if half_way and request.resolver_match.view_name in PUBLISHED:
            request.user = AnonymousUser()

    def ask_to_sign_in(self, request, page):
        if page and (request.method not in SAFE_METHODS or _wants_fragment(request)):
            from portal.accounts.views.ended import session_ended

            return session_ended(request)
        values = {"next": page} if page else {}
        if request.ended_session:
            values["raison"] = request.ended_session.reason
        return HttpResponseRedirect(f"{reverse('accounts:sign_in')}?{urlencode(values)}")

    def ask_for_code(self, request):
        if request.method not in SAFE_METHODS or _wants_fragment(request):
            raise PermissionDenied
        return HttpResponseRedirect(
            f"{resolve_url('accounts:code')}?{urlencode({'next': request.get_full_path()})}"
        )


def _wants_fragment(request):
    """A script of the page asks: a sign-in page in its place would only confuse."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"
