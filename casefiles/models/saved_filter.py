"""The filters of a list kept under a name. What was searched is never kept: it may be a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    class List(models.TextChoices):
        FILES = "files", _("dossiers")
        REFERRALS = "referrals", _("orientations")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    list = models.CharField(_("liste"), max_length=10, choices=List.choices)
    name = models.CharField(_("nom"), max_length=60)
    query = models.CharField(_("filtres"), max_length=1000)

    class Meta:
        verbose_name = _("filtre gardé")
        verbose_name_plural = _("filtres gardés")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "list", "name"], name="saved_filter_name_once"),
        ]

    def __str__(self):
        return self.name
