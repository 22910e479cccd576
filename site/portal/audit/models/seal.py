"""A seal over finished entries; each seal holds the one before it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JournalSeal(models.Model):
    sealed_at = models.DateTimeField(_("scellé le"), default=timezone.now)
    # [[first, last], …]: an entry whose transaction ended late falls into a later seal, so ranges may
    # interleave.
    ranges = models.JSONField(_("écritures"))
    count = models.PositiveIntegerField(_("nombre"))
    previous = models.CharField(_("sceau précédent"), max_length=64, blank=True)
    digest = models.CharField(_("empreinte"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("sceau du journal")
        verbose_name_plural = _("sceaux du journal")
        ordering = ["id"]

    def __str__(self):
        return f"{self.id} {self.digest[:12]}"
