"""Who stands around the person: partner services and people, each with a role; and where one sent her."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.agenda import Reminder
from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised
from content.directory.models import Service
from portal.crypto.fields import EncryptedTextField


class NetworkRole(models.TextChoices):
    """What somebody is there for, in the order in which the network is told."""

    ORIENTED = "oriented", _("a orienté la personne")
    CO_WORK = "co_work", _("co-intervention")
    LANDLORD = "landlord", _("bailleur")
    WELFARE = "welfare", _("CPAS, aide sociale")
    GUARDIAN = "guardian", _("administration de biens")
    DEBTS = "debts", _("médiation de dettes")
    HEALTH = "health", _("santé")
    MENTAL_HEALTH = "mental_health", _("santé mentale")
    ADDICTION = "addiction", _("assuétudes")
    HOME_HELP = "home_help", _("aide à domicile")
    WORK = "work", _("emploi, formation")
    JUSTICE = "justice", _("justice, droits")
    SCHOOL = "school", _("école, enfance")
    FAMILY = "family", _("famille")
    FRIEND = "friend", _("proche")
    OTHER = "other", _("autre rôle")

    @property
    def is_close(self):
        """Family and friends stand on their own side of the drawing."""
        return self in (NetworkRole.FAMILY, NetworkRole.FRIEND)


class Involvement(Revised, ConfidentialRecord):
    """One role beside the person: held by a service of the directory, by somebody named, or by both.

    `until` is when the role should end; `ended_on` is when it did.
    """

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="involvements")
    role = models.CharField(_("rôle"), max_length=16, choices=NetworkRole)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("service")
    )
    name = EncryptedTextField(_("nom de la personne de contact"), null=True, blank=True)
    reach = EncryptedTextField(_("téléphone ou e-mail"), null=True, blank=True)
    note = EncryptedTextField(_("ce qui est convenu"), null=True, blank=True)
    started_on = models.DateField(_("depuis le"))
    until = models.DateField(_("prévu jusqu’au"), null=True, blank=True)
    ended_on = models.DateField(_("terminé le"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("rôle autour de la personne")
        verbose_name_plural = _("réseau autour de la personne")
        ordering = ["started_on", "created_at"]
        indexes = [models.Index(fields=["until"], name="involvement_until", condition=Q(ended_on=None))]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=NetworkRole.values), name="involvement_role_known"),
            models.CheckConstraint(
                condition=Q(service__isnull=False) | Q(name__isnull=False), name="involvement_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("started_on")),
                name="involvement_until_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="involvement_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["case_file", "role", "service"],
                condition=Q(ended_on__isnull=True, service__isnull=False),
                name="involvement_once_while_it_lasts",
            ),
        ]

    def __str__(self):
        return f"Rôle {str(self.pk)[:8]}"

    @property
    def is_present(self):
        return self.ended_on is None

    @property
    def who(self):
        """The service, the person, or both: « CPAS Exemple, Camille Fictive »."""
        return ", ".join(str(part) for part in (self.service, self.name) if part)


class OutwardReferral(Revised, ConfidentialRecord):
    """The person was sent to a service: when, why, and what came of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("en attente de réponse")
        TAKEN_ON = "taken_on", _("pris en charge")
        REFUSED = "refused", _("refusé par le service")
        FULL = "full", _("pas de place")
        DECLINED = "declined", _("la personne n’a pas souhaité")
        NO_FOLLOW_UP = "no_follow_up", _("sans suite")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="outward_referrals")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("vers quel service")
    )
    referred_on = models.DateField(_("orientée le"))
    reason = EncryptedTextField(_("pourquoi"))
    # Noted in the agenda when a day was chosen on which to ask.
    reminder = models.ForeignKey(
        Reminder, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    outcome = models.CharField(_("suite"), max_length=12, choices=Outcome, default=Outcome.WAITING)
    outcome_on = models.DateField(_("connue le"), null=True, blank=True)
    outcome_note = EncryptedTextField(_("ce qui a été dit"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("orientation vers un service")
        verbose_name_plural = _("orientations vers des services")
        ordering = ["-referred_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    outcome__in=["waiting", "taken_on", "refused", "full", "declined", "no_follow_up"]
                ),
                name="outward_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", outcome_on__isnull=True)
                | (~Q(outcome="waiting") & Q(outcome_on__isnull=False)),
                name="outward_outcome_dated",
            ),
            models.CheckConstraint(
                condition=Q(outcome_on__isnull=True) | Q(outcome_on__gte=F("referred_on")),
                name="outward_outcome_after_it_was_asked",
            ),
        ]

    def __str__(self):
        return f"Orientation vers un service {str(self.pk)[:8]}"

    @property
    def is_waiting(self):
        return self.outcome == self.Outcome.WAITING
