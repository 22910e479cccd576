"""Wrong passwords, counted over an hour."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignInFailure(models.Model):
    """Which account, as a fingerprint: people type their password into the wrong field. And from where."""

    account = models.CharField(max_length=64)
    address = models.GenericIPAddressField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mot de passe refusé")
        verbose_name_plural = _("mots de passe refusés")
        indexes = [
            models.Index(fields=["account", "at"]),
            models.Index(fields=["address", "at"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self):
        return f"{self.at:%H:%M}"
