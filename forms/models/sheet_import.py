"""A filled spreadsheet on its way in: the sealed original, what each line says, and what was made of it."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.crypto.fields import EncryptedJSONField, EncryptedTextField
from portal.sheets.steps import WorkInSteps

KEPT_FOR = timedelta(days=30)


def _expiry():
    return timezone.now() + KEPT_FOR


class SheetImport(WorkInSteps):
    """One file, dropped by one person. Several submissions may come of it: they share the original."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("à confirmer")
        RUNNING = "running", _("en cours")
        DONE = "done", _("terminé")
        DISCARDED = "discarded", _("abandonné")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("déposé par")
    )
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.PREVIEWED)
    file = models.OneToOneField(
        "vault.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("fichier")
    )
    file_name = EncryptedTextField(_("nom du fichier"), default="")
    # Keyed hash of the file, as of a submission's source: the same file twice is told. None once forgotten.
    file_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    # Of each sheet: its name, its version, its columns, and what was told about them.
    reading = EncryptedJSONField(_("lecture"), default=dict)
    # Lines by outcome, as announced.
    counts = models.JSONField(_("lignes annoncées"), default=dict)
    with_twins = models.BooleanField(_("même ce qui semble déjà reçu"), default=False)
    created_at = models.DateTimeField(_("déposé le"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    # None once tidied: what the lines said is forgotten, the original stays with its submissions.
    expires_at = models.DateTimeField(_("lignes gardées jusqu’au"), default=_expiry, null=True)

    class Meta:
        verbose_name = _("tableur reçu")
        verbose_name_plural = _("tableurs reçus")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user", "-created_at"], name="forms_sheet_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["previewed", "discarded"], confirmed_at__isnull=True)
                | Q(state__in=["running", "done"], confirmed_at__isnull=False),
                name="forms_sheet_confirmed_before_it_runs",
            ),
        ]

    def __str__(self):
        return self.short_id

    @property
    def short_id(self):
        """What the journal and the screens call it: « T-3f9a2c81 »."""
        return f"T-{str(self.pk)[:8]}"


class SheetImportRow(models.Model):
    """A line of the file. Its content is forgotten after a while; its submission knows it for ever."""

    class Outcome(models.TextChoices):
        READY = "ready", _("Prête")
        WRONG = "wrong", _("À corriger")
        TWIN = "twin", _("Déjà reçue")
        CREATED = "created", _("Créée")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="rows")
    # The order of the file: its sheets one after the other.
    place = models.PositiveIntegerField()
    sheet = models.PositiveSmallIntegerField(_("feuille"))
    number = models.PositiveIntegerField(_("ligne"))
    version = models.ForeignKey("forms.FormVersion", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("sort"), max_length=8, choices=Outcome.choices)
    # Reference, cells, clean answers, errors, warnings; see forms.admin.spreadsheets.reading.
    content = EncryptedJSONField(_("contenu"), default=dict)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    submission = models.OneToOneField(
        "forms.Submission", on_delete=models.SET_NULL, null=True, blank=True, related_name="sheet_row"
    )

    class Meta:
        verbose_name = _("ligne de tableur reçu")
        verbose_name_plural = _("lignes de tableur reçu")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="forms_sheet_row_once")]
        indexes = [models.Index(fields=["batch", "outcome", "place"], name="forms_sheet_row_by_outcome")]

    def __str__(self):
        return f"Ligne {self.number}"
