"""Two persons found to be one: what moved, so that it can be taken back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import ConfidentialRecord
from casefiles.models.person import Person
from portal.crypto.fields import EncryptedJSONField, EncryptedTextField


class PersonMerge(ConfidentialRecord):
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_given")
    merged_at = models.DateTimeField(_("fusionnées le"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("par")
    )
    reason = EncryptedTextField(_("pourquoi"))
    # What each person said before, and which records moved: all that the way back needs.
    before = EncryptedJSONField(_("avant"), default=dict)
    undone_at = models.DateTimeField(_("défaite le"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("défaite par"),
    )
    undo_reason = EncryptedTextField(_("pourquoi la défaire"), null=True, blank=True)

    class Meta:
        verbose_name = _("fusion de personnes")
        verbose_name_plural = _("fusions de personnes")
        ordering = ["-merged_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_of_two_persons"),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_signed",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("merged_at")),
                name="merge_undone_after_it_was_made",
            ),
        ]

    def __str__(self):
        return f"Fusion {str(self.pk)[:8]}"
