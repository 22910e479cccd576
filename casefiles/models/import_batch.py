"""A spreadsheet on its way into the portal: matched, announced, confirmed, and perhaps taken back."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import ConfidentialRecord
from portal.crypto.fields import EncryptedJSONField, EncryptedPackedField, EncryptedTextField
from portal.sheets.steps import WorkInSteps

KEPT_FOR = timedelta(days=30)


def _expiry():
    return timezone.now() + KEPT_FOR


class ImportBatch(ConfidentialRecord, WorkInSteps):
    """One file, by one person, for one reason. Nobody else opens it: its rows may hold notes."""

    class State(models.TextChoices):
        MATCHING = "matching", _("colonnes à vérifier")
        PREVIEWED = "previewed", _("à confirmer")
        RUNNING = "running", _("en cours")
        DONE = "done", _("importé")
        DISCARDED = "discarded", _("abandonné")
        UNDOING = "undoing", _("reprise en cours")
        UNDONE = "undone", _("repris")

    target = models.CharField(_("quoi"), max_length=20)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("par")
    )
    reason = models.CharField(_("motif"), max_length=200)
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.MATCHING)
    file = models.ForeignKey(
        "vault.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("fichier")
    )
    file_name = EncryptedTextField(_("nom du fichier"), default="")
    sha256 = models.CharField(_("empreinte"), max_length=64)
    # How the file was read: headings, columns, encoding, what was left aside.
    reading = EncryptedJSONField(_("lecture"), default=dict)
    # What was settled for the whole file, {"words": {field: {word: replacement}}}, and whose content was
    # shown on the way, {"shown": {act of the journal: [key]}}.
    choices = EncryptedJSONField(_("choix"), default=dict)
    counts = models.JSONField(_("lignes annoncées"), default=dict)
    results = models.JSONField(_("lignes traitées"), default=dict)
    # What was announced, as a whole: the confirmation carries it back.
    plan = models.CharField(max_length=64, blank=True)
    # The last entry of the journal when the rows were compared with the base.
    journal_mark = models.BigIntegerField(default=0)
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    undo_asked_at = models.DateTimeField(_("reprise demandée le"), null=True, blank=True)
    undo_reason = models.CharField(_("motif de la reprise"), max_length=200, blank=True)
    undone_at = models.DateTimeField(_("repris le"), null=True, blank=True)
    undo_results = models.JSONField(_("lignes reprises"), default=dict)
    expires_at = models.DateTimeField(_("gardé jusqu’au"), default=_expiry)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user", "-created_at"], name="import_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["matching", "previewed", "discarded"], confirmed_at__isnull=True)
                | Q(state__in=["running", "done", "undoing", "undone"], confirmed_at__isnull=False),
                name="import_confirmed_before_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["undoing", "undone"], undo_asked_at__isnull=False)
                | ~Q(state__in=["undoing", "undone"]),
                name="import_undone_because_asked",
            ),
        ]

    def __str__(self):
        return self.short_id

    @property
    def short_id(self):
        """What the journal and the screens call it: « I-3f9a2c81 »."""
        return f"I-{str(self.pk)[:8]}"

    @property
    def columns(self):
        """{position in the file: name of the field}, as matched."""
        return {int(position): name for position, name in self.reading.get("columns", {}).items()}


class ImportChunk(models.Model):
    """A thousand rows of a file, sealed together: as they came, what was announced, what was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    # {"lines": […], "cells": [[…]], "mended": {index: {position: text}}, "decided": {index: what}}
    content = EncryptedPackedField(_("contenu"), default=dict)
    # One letter for each row (Outcome.letter): what would become of it, or became of it.
    outcomes = models.TextField(_("sorts"), blank=True)
    # {index: errors, warnings, differences, subject, object}: only the rows that have something to say.
    findings = EncryptedPackedField(_("constats"), default=dict)
    # The keys of the rows, shortened: two rows of one file that say the same thing are found again by them.
    keys = EncryptedPackedField(default=list)
    plan = models.CharField(max_length=64, blank=True)
    # How many rows, from the first, have been treated; and what it takes to take them back.
    done = models.PositiveIntegerField(default=0)
    undo = EncryptedPackedField(default=list)
    undone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("lignes d’import")
        verbose_name_plural = _("lignes d’import")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_chunk_once"),
        ]

    def __str__(self):
        return f"Lignes {self.number}"


class ColumnMatching(ConfidentialRecord):
    """Which heading is which field, kept under a name for the next file with the same headings."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("à qui")
    )
    target = models.CharField(_("quoi"), max_length=20)
    name = models.CharField(_("nom"), max_length=80)
    # Of the headings, normalised: a file with the same ones finds it.
    headings = models.CharField(max_length=64)
    # {heading, normalised: name of the field}
    columns = models.JSONField(default=dict)
    words = EncryptedJSONField(default=dict)

    class Meta:
        verbose_name = _("correspondance de colonnes")
        verbose_name_plural = _("correspondances de colonnes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "target", "name"], name="matching_named_once"),
        ]

    def __str__(self):
        return self.name
