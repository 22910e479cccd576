"""The calendar feed: the page where one opens and closes one's own, and the address that calendars read."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from casefiles.access import may_have_calendar, visible_to
from casefiles.actions import CloseCalendarFeed, OpenCalendarFeed, Refused
from casefiles.actions.agenda.feed import fingerprint_of
from casefiles.admin.agenda.ics import calendar_of
from casefiles.models import Appointment, CalendarFeed, Reminder
from forms.limits import TooManySendings, count_calendar, seconds_left
from portal.shell.client import client_address

BEFORE = datetime.timedelta(days=60)
READ_EVERY = datetime.timedelta(hours=1)


class FeedPageView(View):
    """The address is shown once, in the answer that makes it; nothing of it can be found again."""

    def get(self, request):
        return self.show(request)

    def post(self, request):
        try:
            if request.POST.get("act") == "fermer":
                CloseCalendarFeed(request.user, request.user).execute()
                messages.success(request, "L’adresse est fermée : les agendas qui la lisaient se videront.")
                return redirect("casefiles:calendar")
            secret = OpenCalendarFeed(request.user, request.user).execute()
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("casefiles:calendar")
        return self.show(request, secret)

    def show(self, request, secret=""):
        feed = visible_to(request.user, CalendarFeed).filter(ended_at__isnull=True).first()
        address = request.build_absolute_uri(reverse("calendars:feed", args=[secret])) if secret else ""
        context = {
            "feed": feed,
            "address": address,
            "webcal": address.replace("https://", "webcal://").replace("http://", "webcal://"),
            "tab": "feed",
        }
        return render(request, "casefiles/admin/agenda/feed.html", context)


def calendar_feed(request, secret):
    """What a calendar reads, without signing in: « Rendez-vous », « Rappel », and when."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    try:
        feed = _counted(request, secret)
    except TooManySendings:
        return HttpResponse(status=429, headers={"Retry-After": str(seconds_left())})
    if feed is None:
        raise Http404
    _remember_reading(feed)
    return HttpResponse(
        calendar_of(*_rows(feed.owner)),
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"},
    )


def _counted(request, secret):
    """The open feed of this secret; every reading counts, and so does every guess."""
    rows = CalendarFeed.objects.select_related("owner")
    feed = rows.filter(token_hash=fingerprint_of(secret), ended_at__isnull=True).first()
    if feed is None or not may_have_calendar(feed.owner):
        count_calendar(f"guess|{client_address(request)}")
        return None
    count_calendar(str(feed.pk))
    return feed


def _remember_reading(feed):
    """When it was last read, to the hour: enough to notice that a telephone still reads it."""
    now = timezone.now()
    if feed.last_read_at is None or now - feed.last_read_at >= READ_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=now)


def _rows(owner):
    since = timezone.now() - BEFORE
    appointments = visible_to(owner, Appointment).filter(owner=owner, starts_at__gte=since)
    reminders = visible_to(owner, Reminder).filter(
        owner=owner, done_on__isnull=True, due_on__gte=timezone.localdate(since)
    )
    # Nothing that is encrypted is even fetched.
    return (
        list(appointments.only("id", "starts_at", "minutes", "state", "revision")),
        list(reminders.only("id", "due_on", "revision")),
    )
