"""Where a person is signed in: what she can see and end from her security page."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

# Under this name the session keeps the random mark of its row. Not the session's own key: Django changes that
# on several occasions, and the row would be lost.
MARK = "staff_session"


def hash_mark(mark):
    """Only a hash of the mark is kept here: reading this table opens no session."""
    return salted_hmac("portal.accounts.staff_session", mark, algorithm="sha256").hexdigest()


class StaffSession(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_sessions")
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("ouverte le"), default=timezone.now)
    last_seen = models.DateTimeField(_("dernière activité"), default=timezone.now)
    agent = models.CharField(_("appareil"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-last_seen"]

    def __str__(self):
        return self.agent or "Session"
