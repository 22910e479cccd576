"""What django-axes asks of us: whose tries to count, and what to say when there were too many."""

from datetime import timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.shortcuts import render
from django.utils import timezone

from portal.shell.client import client_address


def client_username(request, credentials=None):
    """The account tried, always written alike: REFERENTE@example.org is not a second account."""
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return typed.strip().lower()[:254]


def retry_at(request, username):
    """When this account may be tried again from this address."""
    attempts = AccessAttempt.objects.filter(
        username=username,
        ip_address=client_address(request),
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
    )
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return last + (get_cool_off(request) or timedelta())


def lockout_response(request, original_response=None, credentials=None):
    """A page that says when to try again; the same for a known and an unknown account."""
    username = client_username(request, credentials)
    moment = retry_at(request, username)
    minutes = max(1, -(-int((moment - timezone.now()).total_seconds()) // 60))
    context = {"retry_at": moment, "minutes": minutes}
    return render(request, "accounts/locked.html", context, status=429)
