"""What is to come: appointments and reminders, and the private address under which a calendar reads them."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised, between
from casefiles.models.referral import Referral
from casefiles.models.registers import ContactKind, ContactMedium
from portal.crypto.fields import EncryptedJSONField, EncryptedTextField


class Appointment(Revised, ConfidentialRecord):
    """With somebody who is accompanied, about a request (the first joint meeting), or of one's own."""

    class State(models.TextChoices):
        PLANNED = "planned", _("prévu")
        HELD = "held", _("a eu lieu")
        NOT_SHOWN = "not_shown", _("la personne n’est pas venue")
        CANCELLED = "cancelled", _("annulé")

    case_file = models.ForeignKey(
        CaseFile, on_delete=models.CASCADE, null=True, blank=True, related_name="appointments"
    )
    referral = models.ForeignKey(
        Referral, on_delete=models.CASCADE, null=True, blank=True, related_name="appointments"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name=_("agenda de"),
    )
    starts_at = models.DateTimeField(_("début"))
    minutes = models.PositiveSmallIntegerField(
        _("durée en minutes"), default=60, validators=between(5, 24 * 60)
    )
    kind = models.ForeignKey(
        ContactKind,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nature"),
    )
    medium = models.ForeignKey(
        ContactMedium,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("moyen"),
    )
    place = EncryptedTextField(_("lieu"), null=True, blank=True)
    # Who should be there, by part, as on a contact: the note of the meeting starts from it.
    parts_expected = EncryptedJSONField(_("sont attendus"), null=True, blank=True)
    with_whom = EncryptedTextField(_("avec qui"), null=True, blank=True)
    note = EncryptedTextField(_("à ne pas oublier"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.PLANNED)
    cancelled_because = EncryptedTextField(_("pourquoi annulé"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("pris par")
    )

    class Meta:
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")
        ordering = ["starts_at", "created_at"]
        indexes = [
            models.Index(fields=["owner", "starts_at"], name="appointment_of_owner"),
            models.Index(fields=["case_file", "starts_at"], name="appointment_of_file"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "held", "not_shown", "cancelled"]),
                name="appointment_state_known",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=24 * 60), name="appointment_within_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_because__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_because__isnull=True)),
                name="appointment_cancelled_with_reason",
            ),
        ]

    def __str__(self):
        return f"Rendez-vous {str(self.pk)[:8]}"

    @property
    def ends_at(self):
        return self.starts_at + datetime.timedelta(minutes=self.minutes)

    @property
    def is_planned(self):
        return self.state == self.State.PLANNED

    @property
    def subject(self):
        """The file or the request it is about, if any."""
        return self.case_file or self.referral


class Reminder(Revised, ConfidentialRecord):
    """Something to do by a day, in a file or of one's own."""

    case_file = models.ForeignKey(
        CaseFile, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("pour")
    )
    due_on = models.DateField(_("pour le"))
    words = EncryptedTextField(_("rappel"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )
    done_on = models.DateField(_("fait le"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fait par"),
    )

    class Meta:
        verbose_name = _("rappel")
        verbose_name_plural = _("rappels")
        ordering = ["due_on", "created_at"]
        indexes = [models.Index(fields=["owner", "due_on"], name="reminder_of_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="reminder_done_signed",
            ),
        ]

    def __str__(self):
        return f"Rappel {str(self.pk)[:8]}"


class CalendarFeed(ConfidentialRecord):
    """One person's private calendar address. Only the fingerprint of its secret is kept."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("créée le"), default=timezone.now)
    last_read_at = models.DateTimeField(_("lue le"), null=True, blank=True)
    ended_at = models.DateTimeField(_("fermée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("adresse d’agenda")
        verbose_name_plural = _("adresses d’agenda")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(ended_at__isnull=True), name="one_calendar_feed_per_person"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                name="calendar_feed_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"Agenda {str(self.pk)[:8]}"
