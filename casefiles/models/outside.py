"""What a service outside received of a file: a PDF, behind a link that ends and a code that is told apart."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord
from casefiles.models.sharing import SharedPart
from content.directory.models import Service
from portal.crypto.fields import EncryptedTextField

MOST_DOWNLOADS = 3
MOST_WRONG_CODES = 5


class OutsideHandover(ConfidentialRecord):
    """Neither the token nor the code is kept: only what tells that they are the right ones."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="outside_handovers")
    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service de l’annuaire"),
    )
    recipient = EncryptedTextField(_("destinataire"), null=True, blank=True)
    why = EncryptedTextField(_("pourquoi"))
    # Codes of SharedPart, in the order of the file.
    parts = models.JSONField(_("parties envoyées"))
    informed_on = models.DateField(_("personne informée le"))
    agreed_on = models.DateField(_("accord donné le"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("envoyé par")
    )
    made_at = models.DateTimeField(_("envoyé le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    code_hash = models.CharField(max_length=64, editable=False)
    downloads = models.PositiveSmallIntegerField(_("téléchargements"), default=0)
    wrong_codes = models.PositiveSmallIntegerField(_("codes faux"), default=0)
    # By the last download it allows, or the last wrong code.
    closed_at = models.DateTimeField(_("fermé le"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("retiré par"),
    )
    # Gone once it is withdrawn, or some time after it closed or its days are past.
    stored_file = models.OneToOneField(
        "vault.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("envoi à un service du dehors")
        verbose_name_plural = _("envois à des services du dehors")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=False, recipient__isnull=True)
                | Q(service__isnull=True, recipient__isnull=False),
                name="outside_to_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="outside_expires_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__gte=F("informed_on")), name="outside_informed_then_agreed"
            ),
            models.CheckConstraint(
                condition=Q(downloads__gte=0, downloads__lte=MOST_DOWNLOADS), name="outside_downloads_bounded"
            ),
            models.CheckConstraint(
                condition=Q(wrong_codes__gte=0, wrong_codes__lte=MOST_WRONG_CODES),
                name="outside_wrong_codes_bounded",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, stored_file__isnull=True),
                name="outside_withdrawn_whole",
            ),
        ]

    def __str__(self):
        return f"Envoi {str(self.pk)[:8]}"

    @property
    def to(self):
        return str(self.service) if self.service_id else self.recipient

    @property
    def part_labels(self):
        return [SharedPart(part).label for part in self.parts]

    def state_at(self, moment):
        """« open », « withdrawn », « closed » (wrong codes), « used » (three times) or « expired »."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.wrong_codes >= MOST_WRONG_CODES:
            return "closed"
        if self.downloads >= MOST_DOWNLOADS:
            return "used"
        return "open" if self.expires_at > moment else "expired"

    @property
    def state(self):
        return self.state_at(timezone.now())
