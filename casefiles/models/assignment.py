"""Who holds a file, from when to when, and why. The database itself keeps the number of places."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord
from casefiles.models.programme import Programme
from portal.crypto.fields import EncryptedTextField


class Assignment(ConfidentialRecord):
    """While it lasts it takes a numbered place of its case manager; a place holds one file at a time."""

    class End(models.TextChoices):
        REASSIGNED = "reassigned", _("confié à quelqu’un d’autre")
        CLOSED = "closed", _("dossier fermé")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="assignments")
    case_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("référent·e"),
    )
    # Repeated from the file: a constraint sees one table only.
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(_("place"))
    capacity = models.PositiveSmallIntegerField(_("places, ce jour-là"))
    started_on = models.DateField(_("depuis le"))
    ended_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    reason = EncryptedTextField(_("pourquoi"), null=True, blank=True)
    end = models.CharField(_("fin"), max_length=10, choices=End.choices, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("confié par")
    )
    over_capacity_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dépassement autorisé par"),
    )
    over_capacity_reason = EncryptedTextField(_("motif du dépassement"), null=True, blank=True)

    class Meta:
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        ordering = ["started_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_manager", "programme", "place"],
                condition=Q(ended_on__isnull=True),
                name="place_taken_once",
            ),
            models.UniqueConstraint(
                fields=["case_file"], condition=Q(ended_on__isnull=True), name="one_case_manager_per_file"
            ),
            models.CheckConstraint(condition=Q(place__gte=1), name="assignment_place_from_one"),
            models.CheckConstraint(
                condition=Q(place__lte=F("capacity"))
                | Q(over_capacity_by__isnull=False, over_capacity_reason__isnull=False),
                name="assignment_over_capacity_signed",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end="")
                | (Q(ended_on__isnull=False, ended_on__gte=F("started_on")) & ~Q(end="")),
                name="assignment_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"Attribution {str(self.pk)[:8]}"
