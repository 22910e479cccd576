"""Journal entries for what django.contrib.auth and django-axes decide."""

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver

from portal.audit.journal import fingerprint, record


@receiver(user_logged_in)
def signed_in(sender, request, user, **kwargs):
    record("signin.ok", actor=user)


@receiver(user_login_failed)
def refused(sender, credentials, request=None, **kwargs):
    # A fingerprint: people type their password into the wrong field.
    record("signin.refused", details={"account": fingerprint(str(credentials.get("username", "")).lower())})


@receiver(user_locked_out)
def locked(sender, request, username, ip_address, **kwargs):
    record("signin.locked", details={"account": fingerprint(str(username))})
