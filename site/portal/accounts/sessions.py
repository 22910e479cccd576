"""Life of a session: begun at the password, re-keyed at the second factor, ended by time or by hand."""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.middleware.csrf import rotate_token
from django.utils import timezone

from portal.accounts.models.staff_session import MARK, StaffSession, hash_mark

FACTOR_AT = "factor_at"
# What an ended session leaves behind: a script of the page may find out first, the person only later.
ENDED = "ended"
# Writing down every request would make each page a write.
TOUCH_EVERY = timedelta(minutes=1)

IDLE, ABSOLUTE, ELSEWHERE = "inactivite", "duree", "ailleurs"


@dataclass(frozen=True)
class EndedSession:
    """What a request is told about the session it came with."""

    reason: str
    user_id: str


@receiver(user_logged_in)
def begin(sender, request, user, **kwargs):
    """Keep a row for each session, whoever called login()."""
    request.session.pop(ENDED, None)
    _rows(request).delete()
    mark = request.session[MARK] = secrets.token_urlsafe(24)
    oldest = timezone.now() - timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS)
    StaffSession.objects.filter(user=user, created_at__lt=oldest).delete()
    agent = describe_agent(request.META.get("HTTP_USER_AGENT", ""))
    StaffSession.objects.create(user=user, key_hash=hash_mark(mark), agent=agent)


@receiver(user_logged_out)
def forget(sender, request, user, **kwargs):
    _rows(request).delete()


def rotate(request):
    """Give the session a new key: a key seen before the second factor opens nothing after it."""
    request.session.cycle_key()
    rotate_token(request)


def keep_this_one(request, user):
    """After a change of password or factor: this session goes on, under a new key; the others end."""
    rotate(request)
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    others_of(request, user).delete()


def _rows(request):
    """The row of the session of this request: one, or none."""
    return StaffSession.objects.filter(key_hash=hash_mark(request.session.get(MARK, "")))


def others_of(request, user):
    return StaffSession.objects.filter(user=user).exclude(key_hash=hash_mark(request.session.get(MARK, "")))


def why_ended(request):
    """An EndedSession when the session this request came with is over, else None."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user_id = request.session.get(SESSION_KEY)
    if user_id is None:
        return EndedSession(*request.session[ENDED]) if ENDED in request.session else None
    row = _rows(request).first()
    reason = _reason(row) or (None if request.user.is_authenticated else ELSEWHERE)
    if reason is None:
        request.staff_session = row
        return None
    if row is not None:
        row.delete()
    return EndedSession(reason, user_id)


def _reason(row):
    if row is None:
        return ELSEWHERE
    now = timezone.now()
    if now - row.created_at > timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS):
        return ABSOLUTE
    if now - row.last_seen > timedelta(seconds=settings.SESSION_IDLE_SECONDS):
        return IDLE
    return None


def touch(row):
    """Note that this session was used, at most once a minute."""
    now = timezone.now()
    if now - row.last_seen >= TOUCH_EVERY:
        StaffSession.objects.filter(pk=row.pk).update(last_seen=now)


_BROWSERS = [("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari")]
_SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


def describe_agent(text):
    """« Firefox, Windows »: enough to recognise one's own device, too little to identify it."""
    browser = next((name for mark, name in _BROWSERS if re.search(mark, text)), "Navigateur")
    system = next((name for mark, name in _SYSTEMS if re.search(mark, text)), "")
    return f"{browser}, {system}" if system else browser
