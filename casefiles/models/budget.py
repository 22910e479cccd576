"""The budget of one month: what comes in, what goes out, by category."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.db.models.lookups import EndsWith
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised
from portal.crypto.fields import EncryptedTextField


class BudgetCategory(models.TextChoices):
    """Incomes first, then charges, in the order in which one talks of them."""

    IN_INTEGRATION = "in_integration", _("revenu d’intégration (CPAS)")
    IN_UNEMPLOYMENT = "in_unemployed", _("chômage")
    IN_HEALTH = "in_health", _("mutuelle")
    IN_PENSION = "in_pension", _("pension, allocation de handicap")
    IN_FAMILY = "in_family", _("allocations familiales")
    IN_WORK = "in_work", _("salaire")
    IN_OTHER = "in_other", _("autre revenu")
    RENT = "rent", _("loyer et charges")
    ENERGY = "energy", _("énergie et eau")
    FOOD = "food", _("alimentation")
    HOUSEHOLD = "household", _("hygiène et ménage")
    TELECOM = "telecom", _("téléphone et internet")
    TRANSPORT = "transport", _("transports")
    HEALTH = "health", _("soins et médicaments")
    CHILDREN = "children", _("enfants et école")
    INSURANCE = "insurance", _("assurances")
    REPAYMENTS = "repayments", _("remboursements de dettes")
    LEISURE = "leisure", _("sorties et loisirs")
    OTHER = "other", _("autre dépense")

    @property
    def is_income(self):
        return self.value.startswith("in_")


INCOMES = tuple(one for one in BudgetCategory if one.is_income)
CHARGES = tuple(one for one in BudgetCategory if not one.is_income)


class BudgetMonth(Revised, ConfidentialRecord):
    """`month` is the first day of it."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="budget_months")
    month = models.DateField(_("mois"))
    note = EncryptedTextField(_("à savoir"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("mois du carnet de budget")
        verbose_name_plural = _("carnet de budget")
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["case_file", "month"], name="budget_month_once"),
            # Not `month__day`: it asks SQLite for a function that a restored copy is checked without.
            models.CheckConstraint(
                condition=EndsWith(Cast("month", models.TextField()), "-01"),
                name="budget_month_begins_on_first",
            ),
        ]

    def __str__(self):
        return f"Budget {str(self.pk)[:8]}"


class BudgetLine(ConfidentialRecord):
    """What one category came to in one month; nothing has no line."""

    budget = models.ForeignKey(BudgetMonth, on_delete=models.CASCADE, related_name="lines")
    category = models.CharField(_("nature"), max_length=14, choices=BudgetCategory)
    amount = models.DecimalField(_("montant"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("ligne du carnet de budget")
        verbose_name_plural = _("lignes du carnet de budget")
        constraints = [
            models.UniqueConstraint(fields=["budget", "category"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_line_above_zero"),
            models.CheckConstraint(
                condition=Q(category__in=BudgetCategory.values), name="budget_category_known"
            ),
        ]

    def __str__(self):
        return f"Ligne {str(self.pk)[:8]}"
