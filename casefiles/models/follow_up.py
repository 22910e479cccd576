"""What lasts in a file beside its stage: the rhythm of meetings, and each exit with what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord
from casefiles.models.registers import ExitReason, FollowUpRhythm, HousingOutcome
from portal.crypto.fields import EncryptedTextField


class RhythmChange(ConfidentialRecord):
    """From that day on, one meets at this rhythm."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="rhythm_changes")
    rhythm = models.ForeignKey(FollowUpRhythm, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("depuis le"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("par")
    )
    reason = EncryptedTextField(_("pourquoi"), null=True, blank=True)

    class Meta:
        verbose_name = _("changement de rythme")
        verbose_name_plural = _("changements de rythme")
        ordering = ["since", "created_at"]

    def __str__(self):
        return f"Rythme {str(self.pk)[:8]}"


class Closure(ConfidentialRecord):
    """One exit, kept when the file is reopened."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="closures")
    closed_on = models.DateField(_("fermé le"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("fermé par")
    )
    exit_reason = models.ForeignKey(ExitReason, on_delete=models.PROTECT, related_name="closures")
    housing_outcome = models.ForeignKey(
        HousingOutcome, on_delete=models.PROTECT, null=True, blank=True, related_name="closures"
    )
    oriented_to = models.ForeignKey(
        "directory.Service",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service qui prend le relais"),
    )
    note = EncryptedTextField(_("ce qui a été convenu à la sortie"), null=True, blank=True)
    reopened_on = models.DateField(_("rouvert le"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rouvert par"),
    )

    class Meta:
        verbose_name = _("sortie")
        verbose_name_plural = _("sorties")
        ordering = ["closed_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_file"], condition=Q(reopened_on__isnull=True), name="closed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(reopened_on__isnull=True, reopened_by__isnull=True)
                # Said in full: a comparison with nothing is not false, and a check lets it pass.
                | Q(reopened_on__isnull=False, reopened_on__gte=F("closed_on"), reopened_by__isnull=False),
                name="closure_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"Sortie {str(self.pk)[:8]}"
