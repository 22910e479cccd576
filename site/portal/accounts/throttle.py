"""Tries at a password over an hour: fifty for an account wherever they come from, a hundred for an address.

They stand behind the five tries in fifteen minutes that django-axes counts for (account, address), and stop
who tries one account from many places, or many accounts from one. The hour slides: nobody is shut out for
longer than it takes the oldest try to be an hour old, and being refused meanwhile does not count.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.signals import user_locked_out
from django.utils import timezone

from portal.accounts.models import SignInFailure
from portal.audit.journal import fingerprint
from portal.shell.client import client_address

WINDOW = timedelta(hours=1)
MAX_FOR_ACCOUNT = 50
MAX_FOR_ADDRESS = 100
ACCOUNT, ADDRESS = "account", "address"


@dataclass(frozen=True)
class Pause:
    """What is tried too often, an account or an address, and when it may be tried again."""

    what: str
    until: datetime


def pause_for(request, username):
    """The longest pause that holds for this account from this address, or None."""
    pauses = [
        _pause(ADDRESS, MAX_FOR_ADDRESS, address=client_address(request)),
        _pause(ACCOUNT, MAX_FOR_ACCOUNT, account=fingerprint(username)),
    ]
    return max(filter(None, pauses), key=lambda pause: pause.until, default=None)


def _pause(what, limit, **of):
    tries = SignInFailure.objects.filter(at__gt=timezone.now() - WINDOW, **of).order_by("-at")
    oldest = tries.values_list("at", flat=True)[limit - 1 : limit].first()
    return Pause(what, oldest + WINDOW) if oldest else None


def forget_old_failures():
    """Nothing is kept of a try that counts no more."""
    SignInFailure.objects.filter(at__lte=timezone.now() - WINDOW).delete()


class SignInHandler(AxesDatabaseHandler):
    """What django-axes counts, and the two limits by the hour."""

    def is_locked(self, request, credentials=None):
        if super().is_locked(request, credentials):
            return True
        return pause_for(request, get_client_username(request, credentials)) is not None

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        if request is None or request.axes_locked_out:
            super().user_login_failed(sender, credentials, request, **kwargs)
            return
        username = get_client_username(request, credentials)
        forget_old_failures()
        SignInFailure.objects.create(account=fingerprint(username), address=client_address(request))
        super().user_login_failed(sender, credentials, request, **kwargs)
        if not request.axes_locked_out and pause_for(request, username):
            request.axes_locked_out = True
            request.axes_credentials = credentials
            address = request.axes_ip_address
            user_locked_out.send("axes", request=request, username=username, ip_address=address)

    def user_logged_in(self, sender, request, user, **kwargs):
        """One's own slips are forgiven once one is in."""
        super().user_logged_in(sender, request, user, **kwargs)
        own = {"account": fingerprint(user.get_username().lower()), "address": client_address(request)}
        SignInFailure.objects.filter(**own).delete()
