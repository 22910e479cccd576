"""The plan: objectives by life axis, in the person's own words, and who does what by when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised
from casefiles.models.registers import LifeAxis
from portal.crypto.fields import EncryptedTextField


class Objective(Revised, ConfidentialRecord):
    class State(models.TextChoices):
        OPEN = "open", _("en cours")
        REACHED = "reached", _("atteint")
        PARTLY = "partly", _("atteint en partie")
        DROPPED = "dropped", _("abandonné")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="objectives")
    axis = models.ForeignKey(
        LifeAxis, on_delete=models.PROTECT, related_name="objectives", verbose_name=_("axe de vie")
    )
    statement = EncryptedTextField(_("objectif"))
    own_words = EncryptedTextField(_("avec les mots de la personne"), null=True, blank=True)
    means = EncryptedTextField(_("moyens"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField(_("fixé le"))
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    closed_on = models.DateField(_("terminé le"), null=True, blank=True)
    result = EncryptedTextField(_("résultat"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("encodé par")
    )

    class Meta:
        verbose_name = _("objectif")
        verbose_name_plural = _("objectifs")
        ordering = ["axis__order", "opened_on", "created_at"]
        indexes = [models.Index(fields=["case_file", "state"], name="objective_of_file")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="objective_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True)
                | Q(state__in=["reached", "partly", "dropped"], closed_on__isnull=False),
                name="objective_settled_with_date",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("opened_on")),
                name="objective_due_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"Objectif {str(self.pk)[:8]}"

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    def is_late(self, today=None):
        return self.is_open and self.due_on is not None and self.due_on < (today or timezone.localdate())


class PlannedAction(Revised, ConfidentialRecord):
    class Who(models.TextChoices):
        PERSON = "person", _("la personne")
        CASE_MANAGER = "case_manager", _("la référente ou le référent")
        PARTNER = "partner", _("un partenaire")

    class State(models.TextChoices):
        PLANNED = "planned", _("prévue")
        IN_PROGRESS = "in_progress", _("en cours")
        DONE = "done", _("faite")
        DROPPED = "dropped", _("abandonnée")

    OPEN = (State.PLANNED, State.IN_PROGRESS)

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    statement = EncryptedTextField(_("action"))
    who = models.CharField(_("qui"), max_length=12, choices=Who.choices)
    partner = models.ForeignKey(
        "directory.Service",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service partenaire"),
    )
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=12, choices=State.choices, default=State.PLANNED)
    done_on = models.DateField(_("terminée le"), null=True, blank=True)
    result = EncryptedTextField(_("résultat"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("encodée par")
    )

    class Meta:
        verbose_name = _("action prévue")
        verbose_name_plural = _("actions prévues")
        ordering = ["due_on", "created_at"]
        indexes = [models.Index(fields=["state", "due_on"], name="planned_action_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "in_progress"], done_on__isnull=True)
                | Q(state__in=["done", "dropped"], done_on__isnull=False),
                name="planned_action_ended_with_date",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | Q(who="partner"),
                name="planned_action_partner_only_if_who",
            ),
        ]

    def __str__(self):
        return f"Action {str(self.pk)[:8]}"

    @property
    def is_open(self):
        return self.state in self.OPEN

    def is_late(self, today=None):
        """Nobody waits any more for what an objective that is settled left undone."""
        if not self.is_open or self.due_on is None or not self.objective.is_open:
            return False
        return self.due_on < (today or timezone.localdate())
