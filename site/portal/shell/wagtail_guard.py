"""What Wagtail's own screens make of a request that no page of theirs would send.

They read parameters as they come: a counter that is missing, a number too large for the database, a word in
place of a key each end in a crash. Here such a crash becomes the page that says the request was not
understood. Only theirs: an error whose last step among Wagtail's code and ours is ours is our own mistake,
and stays one. Each is logged as an error all the same.
"""

import logging
from fnmatch import fnmatch

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError
from django.http import HttpResponseRedirect
from django.urls import reverse

from portal.shell.errors import bad_request, page_not_found

logger = logging.getLogger(__name__)

MISREAD = (KeyError, ValueError, OverflowError, ValidationError, DataError)
# A field that was not sent is None, and None has no letters; a question by GET has no such excuse.
MISREAD_WHEN_SENT = (*MISREAD, AttributeError)
# The lists that have columns to export. Case work leaves by casefiles/exchange, which journals it.
EXPORTS = ("wagtailredirects:*", "wagtailadmin_reports:*")
WAGTAIL = {"wagtail", "wagtail_modeladmin", "modelsearch"}
OURS = {"portal", "content", "forms", "casefiles"}


class WagtailGuardMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Lists of Wagtail export themselves when asked, though most name no column: blank lines."""
        in_admin = request.path.startswith(reverse("wagtailadmin_home"))
        if "export" in request.GET and in_admin and not may_export(request):
            asked = request.GET.copy()
            del asked["export"]
            return HttpResponseRedirect(f"{request.path}?{asked.urlencode()}" if asked else request.path)
        return None

    def process_exception(self, request, exception):
        if not (request.method == "POST" or request.GET) or not raised_by_wagtail(exception):
            return None
        if isinstance(exception, ObjectDoesNotExist):
            return page_not_found(request)
        if isinstance(exception, MISREAD_WHEN_SENT if request.method == "POST" else MISREAD):
            logger.error("A screen of Wagtail misread a request", exc_info=exception)
            return bad_request(request)
        return None


def raised_by_wagtail(exception):
    """Whether, going back from where it was raised, Wagtail's code is met before ours."""
    names = []
    step = exception.__traceback__
    while step is not None:
        names.append(step.tb_frame.f_globals.get("__name__", "").partition(".")[0])
        step = step.tb_next
    return next((name in WAGTAIL for name in reversed(names) if name in WAGTAIL | OURS), False)


def may_export(request):
    name = request.resolver_match.view_name
    return any(fnmatch(name, pattern) for pattern in EXPORTS)
