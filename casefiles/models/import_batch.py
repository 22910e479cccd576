"""A spreadsheet on its way into the portal: what was announced, confirmed, and what became of each row."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import ConfidentialRecord
from portal.crypto.fields import EncryptedJSONField, EncryptedTextField
from portal.sheets.steps import WorkInSteps

KEPT_FOR = timedelta(days=30)


def _expiry():
    return timezone.now() + KEPT_FOR


class ImportBatch(ConfidentialRecord, WorkInSteps):
    """One file, by one person, for one reason. Nobody else opens it: its rows may hold notes."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("à confirmer")
        RUNNING = "running", _("en cours")
        DONE = "done", _("importé")
        DISCARDED = "discarded", _("abandonné")

    target = models.CharField(_("quoi"), max_length=20)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("par")
    )
    reason = models.CharField(_("motif"), max_length=200)
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.PREVIEWED)
    file = models.ForeignKey(
        "vault.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("fichier")
    )
    file_name = EncryptedTextField(_("nom du fichier"), default="")
    sha256 = models.CharField(_("empreinte"), max_length=64)
    # How the file was read: headings, columns, encoding, what was left aside.
    reading = EncryptedJSONField(_("lecture"), default=dict)
    counts = models.JSONField(_("lignes annoncées"), default=dict)
    results = models.JSONField(_("lignes traitées"), default=dict)
    # What was announced, as a whole: the confirmation carries it back.
    plan = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    expires_at = models.DateTimeField(_("gardé jusqu’au"), default=_expiry)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user", "-created_at"], name="import_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["previewed", "discarded"], confirmed_at__isnull=True)
                | Q(state__in=["running", "done"], confirmed_at__isnull=False),
                name="import_confirmed_before_it_runs",
            ),
        ]

    def __str__(self):
        return self.short_id

    @property
    def short_id(self):
        """What the journal and the screens call it: « I-3f9a2c81 »."""
        return f"I-{str(self.pk)[:8]}"


class ImportRow(models.Model):
    """A row of the file: its cells, what was announced, and whether it was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("ligne"))
    outcome = models.CharField(_("sort"), max_length=10)
    # Cells, differences, errors and warnings; see casefiles.exchange.batches.
    content = EncryptedJSONField(_("contenu"), default=dict)
    plan = models.CharField(max_length=64)
    written = models.BooleanField(_("traitée"), default=False)
    # Key of what was written: the origin of a record is found again from here.
    object_id = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("ligne d’import")
        verbose_name_plural = _("lignes d’import")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="import_row_by_outcome")]

    def __str__(self):
        return f"Ligne {self.number}"
