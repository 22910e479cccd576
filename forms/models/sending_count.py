"""How many forms were sent in an hour, by one address and in all; no address is kept in clear."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SendingCount(models.Model):
    bucket = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("compteur d’envois")
        verbose_name_plural = _("compteurs d’envois")

    def __str__(self):
        return f"{self.count}"
