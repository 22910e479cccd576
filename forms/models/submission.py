"""Answers as they were sent. They are never rewritten: a correction is a new record elsewhere."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms.definition.answers import mapped_answers
from portal.crypto.fields import EncryptedJSONField

# Nothing that can be mistaken for another sign, read aloud or written by hand.
RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_receipt_code():
    """« HT-7K3M-9QXD »."""
    draw = "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(8))
    return f"HT-{draw[:4]}-{draw[4:]}"


class Submission(models.Model):
    class Channel(models.TextChoices):
        WEB = "web", _("formulaire en ligne")
        PDF = "pdf", _("PDF rempli")
        XLSX = "xlsx", _("tableur")
        API = "api", _("logiciel partenaire")
        PAPER = "paper", _("papier")
        PHONE = "phone", _("téléphone")
        FILE = "file", _("dans un dossier")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        "forms.FormVersion", on_delete=models.PROTECT, related_name="submissions", verbose_name=_("version")
    )
    answers = EncryptedJSONField(_("réponses"))
    channel = models.CharField(_("canal"), max_length=8, choices=Channel.choices)
    receipt_code = models.CharField(
        _("code de réception"), max_length=20, unique=True, default=new_receipt_code, editable=False
    )
    # Keyed hash of the sending's own number: sending twice stores once.
    nonce_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Keyed hash of what was sent, to tell a second click from a second, different, text.
    content_hash = models.CharField(max_length=64, editable=False)
    # The PDF or spreadsheet that the answers were read from, as it came: sealed, and known by a keyed hash.
    source = models.OneToOneField(
        "vault.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fichier d’origine"),
    )
    source_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("encodée par"),
    )
    partner = models.ForeignKey(
        "forms.PartnerAccess",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("logiciel partenaire"),
    )
    received_at = models.DateTimeField(_("reçue le"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("réponse à un formulaire")
        verbose_name_plural = _("réponses aux formulaires")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["version", "received_at"], name="forms_submission_recent")]

    def __str__(self):
        return self.receipt_code

    def mapped(self):
        """{target: clean value} for the answers that fill an attribute at admission.

        Dates are ISO strings (« 2026-09-14 », or « 2026-09 » when only the month is known), yes/no is
        "yes" or "no", a choice is its code, a municipality its postal code or « autre ».
        """
        return mapped_answers(self.version.document, self.answers)
