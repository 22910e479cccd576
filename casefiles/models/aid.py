"""The help in money that was asked for: of whom, what was answered, and until when one may appeal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised
from content.directory.models import Service
from portal.crypto.fields import EncryptedTextField


class AidKind(models.TextChoices):
    """In the order in which they are asked for on the way to a home."""

    INTEGRATION = "integration", _("revenu d’intégration (CPAS)")
    SOCIAL = "social", _("aide sociale équivalente (CPAS)")
    DEPOSIT = "deposit", _("garantie locative")
    SETTLING = "settling", _("prime d’installation")
    MEDICAL = "medical", _("aide médicale urgente, carte médicale")
    ENERGY = "energy", _("fonds énergie")
    DISABILITY = "disability", _("allocation de handicap")
    UNEMPLOYMENT = "unemployed", _("allocations de chômage")
    INSURANCE = "insurance", _("indemnités de la mutuelle")
    FAMILY = "family", _("allocations familiales")
    OTHER = "other", _("autre aide")


class AidRequest(Revised, ConfidentialRecord):
    """One request, from the day it was asked to its answer, and to the court if need be."""

    class State(models.TextChoices):
        ASKED = "asked", _("en attente de réponse")
        GRANTED = "granted", _("accordée")
        REFUSED = "refused", _("refusée")
        WITHDRAWN = "withdrawn", _("retirée")

    class Appeal(models.TextChoices):
        """What became of the right to appeal; blank while nobody has decided."""

        WAIVED = "waived", _("pas de recours")
        LODGED = "lodged", _("recours introduit")
        WON = "won", _("recours gagné")
        LOST = "lost", _("recours perdu")
        DROPPED = "dropped", _("recours abandonné")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="aid_requests")
    kind = models.CharField(_("aide demandée"), max_length=12, choices=AidKind)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("à qui")
    )
    to_name = EncryptedTextField(_("ou son nom"), null=True, blank=True)
    amount = models.DecimalField(_("montant demandé"), max_digits=12, decimal_places=2, null=True, blank=True)
    asked_on = models.DateField(_("demandée le"))
    note = EncryptedTextField(_("à savoir"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.ASKED)
    decided_on = models.DateField(_("réponse reçue le"), null=True, blank=True)
    granted_amount = models.DecimalField(
        _("montant accordé"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    granted_from = models.DateField(_("accordée à partir du"), null=True, blank=True)
    because = EncryptedTextField(_("pourquoi"), null=True, blank=True)
    appeal_until = models.DateField(_("recours possible jusqu’au"), null=True, blank=True)
    appeal = models.CharField(_("recours"), max_length=7, choices=Appeal, blank=True)
    appealed_on = models.DateField(_("recours introduit le"), null=True, blank=True)
    appeal_decided_on = models.DateField(_("fin du recours"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("demande d’aide")
        verbose_name_plural = _("demandes d’aide")
        ordering = ["asked_on", "created_at"]
        indexes = [
            models.Index(fields=["asked_on"], condition=Q(state="asked"), name="aid_unanswered"),
            models.Index(fields=["appeal_until"], condition=Q(appeal=""), name="aid_appeal_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AidKind.values), name="aid_kind_known"),
            models.CheckConstraint(
                condition=Q(service__isnull=False) | Q(to_name__isnull=False), name="aid_asked_of_somebody"
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gt=0))
                & (Q(granted_amount__isnull=True) | Q(granted_amount__gt=0)),
                name="aid_amounts_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_on__isnull=True)
                | Q(
                    state__in=["granted", "refused", "withdrawn"],
                    decided_on__isnull=False,
                    decided_on__gte=F("asked_on"),
                ),
                name="aid_answered_after_it_is_asked",
            ),
            models.CheckConstraint(
                condition=Q(state="granted") | Q(granted_amount__isnull=True, granted_from__isnull=True),
                name="aid_granted_amount_when_granted",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(because__isnull=False), name="aid_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(appeal_until__isnull=True)
                | Q(state__in=["granted", "refused"], appeal_until__gte=F("decided_on")),
                name="aid_appeal_after_the_answer",
            ),
            models.CheckConstraint(
                condition=Q(appeal__in=["", "waived"], appealed_on__isnull=True)
                | Q(
                    appeal__in=["lodged", "won", "lost", "dropped"],
                    appeal_until__isnull=False,
                    appealed_on__isnull=False,
                    appealed_on__gte=F("decided_on"),
                ),
                name="aid_appeal_lodged_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(appeal__in=["", "waived", "lodged"], appeal_decided_on__isnull=True)
                | Q(
                    appeal__in=["won", "lost", "dropped"],
                    appeal_decided_on__isnull=False,
                    appeal_decided_on__gte=F("appealed_on"),
                ),
                name="aid_appeal_ends_on_a_day",
            ),
        ]

    def __str__(self):
        return f"Demande d’aide {str(self.pk)[:8]}"

    @property
    def to_words(self):
        return str(self.service) if self.service_id else self.to_name

    @property
    def is_waiting(self):
        return self.state == self.State.ASKED

    @property
    def may_appeal(self):
        """Whether the right to appeal is open, and nobody has said what to do of it."""
        return self.appeal_until is not None and not self.appeal
