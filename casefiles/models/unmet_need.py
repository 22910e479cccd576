"""What this person needed and nobody could give: gathered, without names, for the authorities."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised
from casefiles.models.registers import LifeAxis, UnmetNeedKind
from portal.crypto.fields import EncryptedTextField


class UnmetNeed(Revised, ConfidentialRecord):
    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="unmet_needs")
    kind = models.ForeignKey(
        UnmetNeedKind, on_delete=models.PROTECT, related_name="unmet_needs", verbose_name=_("besoin")
    )
    axis = models.ForeignKey(
        LifeAxis,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="unmet_needs",
        verbose_name=_("axe de vie"),
    )
    noted_on = models.DateField(_("noté le"))
    note = EncryptedTextField(_("ce qui a été tenté"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )
    met_on = models.DateField(_("une solution depuis le"), null=True, blank=True)

    class Meta:
        verbose_name = _("besoin sans solution")
        verbose_name_plural = _("besoins sans solution")
        ordering = ["-noted_on", "-created_at"]
        indexes = [models.Index(fields=["noted_on", "kind"], name="unmet_need_by_period")]
        constraints = [
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(met_on__gte=F("noted_on")),
                name="need_met_after_it_is_noted",
            ),
        ]

    def __str__(self):
        return f"Besoin {str(self.pk)[:8]}"
