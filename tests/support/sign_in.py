"""Signing in without the screens, for tests of other rooms: password and second factor already given."""

import secrets
import time
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from portal.accounts.models import StaffSession, TotpDevice
from portal.accounts.models.staff_session import MARK, hash_mark
from portal.accounts.sessions import FACTOR_AT

BACKEND = "django.contrib.auth.backends.ModelBackend"


def device_of(user):
    """The confirmed authenticator of this person, made when missing."""
    device = TotpDevice.objects.filter(user=user, confirmed=True).first()
    return device or TotpDevice.objects.create(user=user, name="Téléphone", confirmed=True)


def sign_in(client, user, *, second_factor=True):
    """Sign `user` in on this test client and return the client."""
    client.force_login(user, backend=BACKEND)
    if second_factor:
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device_of(user).persistent_id
        session[FACTOR_AT] = int(time.time())
        session.save()
    return client


def new_client(user, **kwargs):
    return sign_in(Client(), user, **kwargs)


def open_session(user, *, second_factor=True):
    """The key of a session opened without any request: no journal entry, nothing but the session."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if second_factor:
        session[DEVICE_ID_SESSION_KEY] = device_of(user).persistent_id
        # Fresh for as long as the slowest machine needs.
        session[FACTOR_AT] = int(time.time()) + 3600
    mark = session[MARK] = secrets.token_urlsafe(24)
    session.save()
    StaffSession.objects.create(user=user, key_hash=hash_mark(mark))
    return session.session_key
