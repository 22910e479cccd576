"""Second-factor codes that were refused, counted over an hour."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CodeAttempt(models.Model):
    class Kind(models.TextChoices):
        TOTP = "totp", _("application")
        RECOVERY = "recovery", _("code de secours")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="code_attempts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("code refusé")
        verbose_name_plural = _("codes refusés")
        indexes = [models.Index(fields=["user", "kind", "at"])]

    def __str__(self):
        return f"{self.kind} {self.at:%H:%M}"
