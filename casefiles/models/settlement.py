"""The collective debt settlement: the court takes all debts of a person together."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised, as_number
from portal.crypto.fields import EncryptedTextField

LONGEST_YEARS = 7


class DebtSettlement(Revised, ConfidentialRecord):
    """From the petition to its end; once admitted, creditors are no longer paid one by one."""

    class PlanKind(models.TextChoices):
        AMICABLE = "amicable", _("plan amiable")
        JUDICIAL = "judicial", _("plan judiciaire")

    class Outcome(models.TextChoices):
        DISCHARGED = "discharged", _("plan terminé, le reste est remis")
        PAID = "paid", _("plan terminé, tout est payé")
        REJECTED = "rejected", _("requête non admise")
        REVOKED = "revoked", _("révoqué par le tribunal")
        ABANDONED = "abandoned", _("abandonné")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="settlements")
    filed_on = models.DateField(_("requête déposée le"))
    admissible_on = models.DateField(_("admis par le tribunal le"), null=True, blank=True)
    mediator = EncryptedTextField(_("médiateur ou médiatrice de dettes"), null=True, blank=True)
    court_number = EncryptedTextField(_("numéro de rôle au tribunal"), null=True, blank=True)
    monthly = models.DecimalField(
        _("pécule par mois"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    plan_kind = models.CharField(_("plan"), max_length=8, choices=PlanKind, blank=True)
    plan_from = models.DateField(_("plan à partir du"), null=True, blank=True)
    plan_until = models.DateField(_("plan jusqu’au"), null=True, blank=True)
    note = EncryptedTextField(_("à savoir"), null=True, blank=True)
    ended_on = models.DateField(_("terminé le"), null=True, blank=True)
    outcome = models.CharField(_("issue"), max_length=10, choices=Outcome, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("règlement collectif de dettes")
        verbose_name_plural = _("règlements collectifs de dettes")
        ordering = ["filed_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_file"], condition=Q(ended_on__isnull=True), name="one_running_settlement"
            ),
            models.CheckConstraint(
                condition=Q(admissible_on__isnull=True) | Q(admissible_on__gte=F("filed_on")),
                name="settlement_admitted_after_filed",
            ),
            models.CheckConstraint(
                condition=Q(monthly__isnull=True) | Q(monthly__gt=0), name="settlement_monthly_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(plan_kind="", plan_from__isnull=True, plan_until__isnull=True)
                | Q(
                    plan_kind__in=["amicable", "judicial"],
                    admissible_on__isnull=False,
                    plan_from__isnull=False,
                    plan_from__gte=F("filed_on"),
                ),
                name="settlement_plan_has_kind_and_start",
            ),
            models.CheckConstraint(
                condition=Q(plan_until__isnull=True) | Q(plan_until__gt=F("plan_from")),
                name="settlement_plan_ends_after_it_begins",
            ),
            # As numbers: `__year` asks SQLite for a function that a restored copy is checked without.
            models.CheckConstraint(
                condition=Q(plan_until__isnull=True)
                | LessThanOrEqual(
                    as_number("plan_until"), as_number("plan_from") + Value(LONGEST_YEARS * 10_000)
                ),
                name="settlement_plan_of_seven_years",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_on__isnull=True)
                | (
                    Q(
                        outcome__in=["discharged", "paid", "rejected", "revoked", "abandoned"],
                        ended_on__isnull=False,
                        ended_on__gte=F("filed_on"),
                    )
                    & (Q(admissible_on__isnull=True) | Q(ended_on__gte=F("admissible_on")))
                ),
                name="settlement_ends_with_its_outcome",
            ),
        ]

    def __str__(self):
        return f"Règlement collectif {str(self.pk)[:8]}"

    @property
    def is_running(self):
        return self.ended_on is None

    @property
    def binds(self):
        """Whether creditors may no longer be paid one by one."""
        return self.is_running and self.admissible_on is not None
