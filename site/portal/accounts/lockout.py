"""What django-axes asks of us: whose tries to count, and what to say when there were too many."""

from datetime import timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.shortcuts import render
from django.utils import timezone

from portal.accounts.throttle import Pause, pause_for
from portal.shell.client import client_address


def client_username(request, credentials=None):
    """The account tried, always written alike: REFERENTE@example.org is not a second account."""
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return typed.strip().lower()[:254]


def pause_by_axes(request, username):
    """When django-axes lets this account be tried again from this address; None when it does not mind."""
    attempts = AccessAttempt.objects.filter(
        username=username,
        ip_address=client_address(request),
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
    )
    last = attempts.aggregate(last=Max("attempt_time"))["last"]
    return last and last + (get_cool_off(request) or timedelta())


def lockout_response(request, original_response=None, credentials=None):
    """A page that says when to try again; the same for a known and an unknown account."""
    username = client_username(request, credentials)
    here = pause_by_axes(request, username)
    pause = pause_for(request, username)
    if pause is None or (here and here > pause.until):
        pause = Pause("both", here or timezone.now())
    minutes = max(1, -(-int((pause.until - timezone.now()).total_seconds()) // 60))
    context = {"pause": pause, "minutes": minutes}
    return render(request, "accounts/locked.html", context, status=429)
