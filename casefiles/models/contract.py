"""The plan as it was agreed and signed; a new version replaces the one before, which stays readable."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord
from portal.crypto.fields import EncryptedJSONField, EncryptedTextField


class EngagementContract(ConfidentialRecord):
    class State(models.TextChoices):
        TO_SIGN = "to_sign", _("à signer")
        SIGNED = "signed", _("signé")
        REPLACED = "replaced", _("remplacé")
        DISCARDED = "discarded", _("abandonné")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="contracts")
    number = models.PositiveSmallIntegerField(_("version"))
    made_on = models.DateField(_("établi le"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("établi par")
    )
    # The plan as it stood, word for word: what is printed and signed never changes afterwards.
    content = EncryptedJSONField(_("contenu"), default=dict)
    content_hash = models.CharField(max_length=64, editable=False)
    review_on = models.DateField(_("à revoir le"))
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.TO_SIGN)
    ended_on = models.DateField(_("remplacé ou abandonné le"), null=True, blank=True)
    ended_reason = EncryptedTextField(_("pourquoi il est abandonné"), null=True, blank=True)
    signed_copy = models.ForeignKey(
        "casefiles.CaseDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exemplaire signé"),
    )

    class Meta:
        verbose_name = _("contrat d’engagement")
        verbose_name_plural = _("contrats d’engagement")
        ordering = ["-number"]
        indexes = [models.Index(fields=["state", "review_on"], name="contract_to_review")]
        constraints = [
            models.UniqueConstraint(fields=["case_file", "number"], name="contract_number_once"),
            models.UniqueConstraint(
                fields=["case_file"], condition=Q(state="signed"), name="one_signed_contract_per_file"
            ),
            models.UniqueConstraint(
                fields=["case_file"], condition=Q(state="to_sign"), name="one_contract_to_sign_per_file"
            ),
            models.CheckConstraint(condition=Q(review_on__gte=F("made_on")), name="contract_reviewed_after"),
            models.CheckConstraint(
                condition=Q(state__in=["to_sign", "signed"], ended_on__isnull=True)
                | Q(
                    state__in=["replaced", "discarded"],
                    ended_on__isnull=False,  # a comparison with nothing is no refusal
                    ended_on__gte=F("made_on"),
                ),
                name="contract_ended_with_date",
            ),
        ]

    def __str__(self):
        return f"Contrat {str(self.pk)[:8]}"

    @property
    def stamp(self):
        """« HT-2026-0012, version 2 »: on each page of the print."""
        return f"{self.case_file.reference}, version {self.number}"


class ContractSignature(ConfidentialRecord):
    """Somebody signed this version, on this day; who did not want to is told when it is discarded."""

    class Party(models.TextChoices):
        PERSON = "person", _("la personne")
        CASE_MANAGER = "case_manager", _("la référente ou le référent")
        PARTNER = "partner", _("un partenaire")

    contract = models.ForeignKey(EngagementContract, on_delete=models.CASCADE, related_name="signatures")
    party = models.CharField(_("qui"), max_length=12, choices=Party.choices)
    name = EncryptedTextField(_("nom"), null=True, blank=True)
    signed_on = models.DateField(_("signé le"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "party"], condition=~Q(party="partner"), name="signed_once_by_each"
            ),
        ]

    def __str__(self):
        return f"Signature {str(self.pk)[:8]}"
