"""Views that belong to no page."""

from django.http import Http404
from django.shortcuts import redirect

from content.models import ReportIndexPage


def nothing_here(request):
    """An address that cannot exist."""
    raise Http404


def new_report(request):
    """The form of a new report, wherever the page of reports stands in the tree."""
    index = ReportIndexPage.objects.first()
    if index is None:
        raise Http404
    return redirect("wagtailadmin_pages:add", "content", "reportpage", index.pk)
