"""The sliding lease: an operator rents, the person lives there, then the lease passes to her name."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised, as_number
from casefiles.models.contact import Contact
from casefiles.models.plan import Objective
from portal.crypto.fields import EncryptedTextField

LONGEST_YEARS = 3
CHECKS_AFTER = (6, 12, 24)


class SlidingLease(Revised, ConfidentialRecord):
    """From the sub-lease to the slide, or to what happened instead."""

    class State(models.TextChoices):
        RUNNING = "running", _("en cours")
        SLID = "slid", _("le bail est à son nom")
        STOPPED = "stopped", _("arrêté avant")

    class Reason(models.TextChoices):
        ARREARS = "arrears", _("loyers impayés")
        LEFT = "left", _("la personne est partie")
        ELSEWHERE = "elsewhere", _("la personne a trouvé un autre logement")
        OWNER = "owner", _("le ou la propriétaire n’a pas voulu")
        DWELLING = "dwelling", _("le logement ne convenait pas")
        LIVING = "living", _("la vie dans le logement était trop difficile")
        OTHER = "other", _("autre raison")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="leases")
    owner = EncryptedTextField(_("propriétaire"))
    operator = models.ForeignKey(
        "directory.Service",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service qui loue et sous-loue"),
    )
    operator_name = EncryptedTextField(_("ou son nom"), null=True, blank=True)
    place = EncryptedTextField(_("adresse du logement"), null=True, blank=True)
    started_on = models.DateField(_("début de la sous-location"))
    ends_on = models.DateField(_("fin prévue de la sous-location"))
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.RUNNING)
    ended_on = models.DateField(_("à son nom, ou arrêté, le"), null=True, blank=True)
    reason = models.CharField(_("pourquoi"), max_length=9, choices=Reason.choices, blank=True)
    ended_note = EncryptedTextField(_("ce qui s’est passé"), null=True, blank=True)
    # What the support aims at is the plan itself: these objectives of it are those of the lease.
    objectives = models.ManyToManyField(
        Objective, blank=True, related_name="leases", verbose_name=_("objectifs de l’accompagnement")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("bail glissant")
        verbose_name_plural = _("baux glissants")
        ordering = ["started_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_file"], condition=Q(state="running"), name="one_running_lease_per_file"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("started_on")), name="lease_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    as_number("ends_on"), as_number("started_on") + Value(LONGEST_YEARS * 10_000)
                ),
                name="lease_of_three_years_at_most",
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_on__isnull=True)
                | Q(state__in=["slid", "stopped"], ended_on__isnull=False),
                name="lease_ended_with_date",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="lease_slides_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="stopped",
                    reason__in=[
                        "arrears",
                        "left",
                        "elsewhere",
                        "owner",
                        "dwelling",
                        "living",
                        "other",
                    ],
                )
                | (~Q(state="stopped") & Q(reason="")),
                name="lease_stopped_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(operator__isnull=False) | Q(operator_name__isnull=False),
                name="lease_with_an_operator",
            ),
        ]

    def __str__(self):
        return f"Bail {str(self.pk)[:8]}"

    @property
    def is_running(self):
        return self.state == self.State.RUNNING

    @property
    def has_slid(self):
        return self.state == self.State.SLID

    @property
    def operator_words(self):
        return str(self.operator) if self.operator else self.operator_name


class LeaseReview(Revised, ConfidentialRecord):
    """Once a year, one looks together at where the lease stands. Its day is made with the lease."""

    lease = models.ForeignKey(SlidingLease, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField(_("pour le"))
    held_on = models.DateField(_("fait le"), null=True, blank=True)
    decided = EncryptedTextField(_("ce qui a été décidé"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noté par"),
    )

    class Meta:
        verbose_name = _("point annuel du bail")
        verbose_name_plural = _("points annuels du bail")
        ordering = ["due_on"]
        indexes = [models.Index(fields=["due_on"], name="lease_review_due", condition=Q(held_on=None))]
        constraints = [
            models.UniqueConstraint(fields=["lease", "due_on"], name="lease_review_once"),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, decided__isnull=True, author__isnull=True)
                | Q(held_on__isnull=False, decided__isnull=False, author__isnull=False),
                name="lease_review_with_what_was_decided",
            ),
        ]

    def __str__(self):
        return f"Point annuel {str(self.pk)[:8]}"


class LeaseMeeting(ConfidentialRecord):
    """A contact that was a meeting about the lease: it says itself who was there and what was decided."""

    lease = models.ForeignKey(SlidingLease, on_delete=models.CASCADE, related_name="meetings")
    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="lease_meeting")

    class Meta:
        verbose_name = _("rencontre autour du bail")
        verbose_name_plural = _("rencontres autour du bail")

    def __str__(self):
        return f"Rencontre {str(self.pk)[:8]}"


class LeaseCheck(Revised, ConfidentialRecord):
    """Still housed, so many months after the slide? Asked by a reminder; the answer is kept."""

    class Answer(models.TextChoices):
        HOUSED = "housed", _("toujours dans ce logement")
        MOVED = "moved", _("dans un autre logement")
        LOST = "lost", _("sans logement")
        NO_NEWS = "no_news", _("pas de nouvelles")

    lease = models.ForeignKey(SlidingLease, on_delete=models.CASCADE, related_name="checks")
    months = models.PositiveSmallIntegerField(_("mois après"))
    due_on = models.DateField(_("pour le"))
    answer = models.CharField(_("réponse"), max_length=7, choices=Answer.choices, blank=True)
    answered_on = models.DateField(_("le"), null=True, blank=True)
    note = EncryptedTextField(_("précisions"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noté par"),
    )
    reminder = models.ForeignKey(
        "casefiles.Reminder", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("suite du bail")
        verbose_name_plural = _("suites du bail")
        ordering = ["months"]
        indexes = [models.Index(fields=["due_on"], name="lease_check_due", condition=Q(answer=""))]
        constraints = [
            models.UniqueConstraint(fields=["lease", "months"], name="lease_check_once"),
            models.CheckConstraint(condition=Q(months__in=[6, 12, 24]), name="lease_check_months_known"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | Q(answer__in=["housed", "moved", "lost", "no_news"], answered_on__isnull=False),
                name="lease_check_answered_with_date",
            ),
        ]

    def __str__(self):
        return f"Suite {str(self.pk)[:8]}"
