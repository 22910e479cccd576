"""Signing in without the screens, for tests of other rooms: password and second factor already given."""

import time

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from portal.accounts.models import TotpDevice
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
