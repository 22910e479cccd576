"""What a person owes, to whom, how far the creditor went, and how it is paid back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised
from portal.crypto.fields import EncryptedTextField


class DebtKind(models.TextChoices):
    RENT = "rent", _("loyer et charges")
    ENERGY = "energy", _("énergie et eau")
    HEALTH = "health", _("soins et hôpital")
    TELECOM = "telecom", _("téléphone et internet")
    CREDIT = "credit", _("crédit et banque")
    PUBLIC = "public", _("impôts, amendes, organismes publics")
    FAMILY = "family", _("pension alimentaire")
    CLOSE = "close", _("famille et proches")
    OTHER = "other", _("autre")


class Procedure(models.TextChoices):
    """How far the creditor went, in the order in which it comes in Belgium."""

    BILL = "bill", _("facture ou décompte")
    REMINDER = "reminder", _("rappel")
    NOTICE = "notice", _("mise en demeure")
    COLLECTION = "collection", _("société de recouvrement")
    BAILIFF = "bailiff", _("huissier, à l’amiable")
    SUMMONS = "summons", _("citation au tribunal")
    JUDGMENT = "judgment", _("jugement")
    SEIZURE = "seizure", _("saisie")
    CONTESTED = "contested", _("contestée")
    SETTLED = "settled", _("accord avec le créancier")

    @property
    def is_pressing(self):
        return self in (Procedure.SUMMONS, Procedure.JUDGMENT, Procedure.SEIZURE)


def _author():
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )


def _euro(label):
    return models.DecimalField(label, max_digits=12, decimal_places=2)


class Debt(Revised, ConfidentialRecord):
    """What was owed to one creditor on the day it was noted; what was paid since stands in its plans."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="debts")
    kind = models.CharField(_("nature"), max_length=10, choices=DebtKind)
    creditor = EncryptedTextField(_("créancier"))
    amount = _euro(_("montant dû"))
    noted_on = models.DateField(_("au"), default=timezone.localdate)
    procedure = models.CharField(_("où en est le créancier"), max_length=10, choices=Procedure)
    note = EncryptedTextField(_("à savoir"), null=True, blank=True)
    author = _author()

    class Meta:
        verbose_name = _("dette")
        verbose_name_plural = _("dettes")
        ordering = ["noted_on", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="debt_amount_above_zero"),
            models.CheckConstraint(condition=Q(kind__in=DebtKind.values), name="debt_kind_known"),
            models.CheckConstraint(condition=Q(procedure__in=Procedure.values), name="debt_procedure_known"),
        ]

    def __str__(self):
        return f"Dette {str(self.pk)[:8]}"

    @property
    def is_pressing(self):
        return Procedure(self.procedure).is_pressing


class DebtLetter(Revised, ConfidentialRecord):
    """A letter about a debt, come or sent: it says where the procedure stands from that day."""

    class Way(models.TextChoices):
        RECEIVED = "received", _("reçu")
        SENT = "sent", _("envoyé")

    debt = models.ForeignKey(Debt, on_delete=models.CASCADE, related_name="letters")
    dated_on = models.DateField(_("daté du"))
    way = models.CharField(_("courrier"), max_length=8, choices=Way, default=Way.RECEIVED)
    procedure = models.CharField(_("ce qu’il annonce"), max_length=10, choices=Procedure)
    answer_by = models.DateField(_("répondre avant le"), null=True, blank=True)
    note = EncryptedTextField(_("ce qu’il dit"), null=True, blank=True)
    author = _author()

    class Meta:
        verbose_name = _("courrier d’une dette")
        verbose_name_plural = _("courriers des dettes")
        ordering = ["dated_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(procedure__in=Procedure.values), name="debt_letter_procedure_known"
            ),
            models.CheckConstraint(condition=Q(way__in=["received", "sent"]), name="debt_letter_way_known"),
            models.CheckConstraint(
                condition=Q(answer_by__isnull=True) | Q(answer_by__gte=F("dated_on")),
                name="debt_letter_answered_after",
            ),
        ]

    def __str__(self):
        return f"Courrier {str(self.pk)[:8]}"


class RepaymentPlan(Revised, ConfidentialRecord):
    """What was agreed with a creditor: so much a month, from a day, until it is paid."""

    class State(models.TextChoices):
        RUNNING = "running", _("en cours")
        PAID = "paid", _("tout est payé")
        STOPPED = "stopped", _("arrêté")

    debt = models.ForeignKey(Debt, on_delete=models.CASCADE, related_name="plans")
    agreed_on = models.DateField(_("convenu le"))
    total = _euro(_("à rembourser"))
    monthly = _euro(_("par mois"))
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.RUNNING)
    ended_on = models.DateField(_("terminé le"), null=True, blank=True)
    ended_because = EncryptedTextField(_("pourquoi"), null=True, blank=True)
    author = _author()

    class Meta:
        verbose_name = _("plan de remboursement")
        verbose_name_plural = _("plans de remboursement")
        ordering = ["agreed_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["debt"], condition=Q(state="running"), name="one_running_plan_per_debt"
            ),
            models.CheckConstraint(
                condition=Q(monthly__gt=0) & Q(total__gte=F("monthly")), name="plan_amounts_make_sense"
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_on__isnull=True)
                | Q(state__in=["paid", "stopped"], ended_on__isnull=False),
                name="plan_ended_or_running",
            ),
        ]

    def __str__(self):
        return f"Plan {str(self.pk)[:8]}"

    @property
    def is_running(self):
        return self.state == self.State.RUNNING


class Instalment(ConfidentialRecord):
    """One payment that was agreed: paid, in part, late, or to come."""

    plan = models.ForeignKey(RepaymentPlan, on_delete=models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField(_("numéro"))
    due_on = models.DateField(_("pour le"))
    amount = _euro(_("montant"))
    paid = models.DecimalField(_("payé"), max_digits=12, decimal_places=2, default=0)
    paid_on = models.DateField(_("payé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("échéance")
        verbose_name_plural = _("échéances")
        ordering = ["plan", "number"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(paid__lt=F("amount")), name="instalment_unpaid")
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="instalment_number_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, paid__gte=0, paid__lte=F("amount")), name="instalment_paid_within"
            ),
            models.CheckConstraint(
                condition=Q(paid=0, paid_on__isnull=True) | Q(paid__gt=0, paid_on__isnull=False),
                name="instalment_paid_has_day",
            ),
        ]

    def __str__(self):
        return f"Échéance {str(self.pk)[:8]}"

    @property
    def left(self):
        return self.amount - self.paid

    def is_late(self, today=None):
        return self.left > 0 and self.due_on < (today or timezone.localdate())
