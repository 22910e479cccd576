"""One person in one programme, and the path walked through its stages."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import ConfidentialRecord, DatePrecision, Revised
from casefiles.models.person import Person
from casefiles.models.programme import Programme, Stage
from casefiles.models.referral import Referral
from casefiles.models.registers import ExitReason, FollowUpRhythm, HousingOutcome
from casefiles.text import search_key
from portal.crypto.fields import EncryptedTextField


class CaseFile(Revised, ConfidentialRecord):
    reference = models.CharField(_("référence"), max_length=20, unique=True, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="case_files", verbose_name=_("personne")
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="case_files", verbose_name=_("dispositif")
    )
    referral = models.OneToOneField(
        Referral,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="case_file",
        verbose_name=_("orientation"),
    )
    stage = models.ForeignKey(
        Stage, on_delete=models.PROTECT, related_name="case_files", verbose_name=_("étape")
    )
    stage_since = models.DateField(_("dans cette étape depuis"))
    # Who holds the file now or, once closed, held it last. Written only with an Assignment, by the actions.
    case_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="case_files",
        verbose_name=_("référent·e"),
    )
    # Who stands in for the case manager, and when: read day by day, so that nobody has to end it.
    covered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covered_files",
        verbose_name=_("remplacé par"),
    )
    covered_from = models.DateField(_("remplacement du"), null=True, blank=True)
    covered_until = models.DateField(_("remplacement jusqu’au"), null=True, blank=True)
    opened_on = models.DateField(_("ouvert le"))
    street_since = models.DateField(_("en rue depuis"), null=True, blank=True)
    street_since_precision = models.CharField(
        _("précision de la date"), max_length=8, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    last_contact_on = models.DateField(_("dernier contact le"), null=True, blank=True, editable=False)
    rhythm = models.ForeignKey(
        FollowUpRhythm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="case_files",
        verbose_name=_("rythme de suivi"),
    )
    # Kept by the actions: the last contact and the rhythm say by when the next one is due.
    contact_due_on = models.DateField(_("prochain contact pour le"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("fermé le"), null=True, blank=True)
    exit_reason = models.ForeignKey(
        ExitReason,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="case_files",
        verbose_name=_("motif de sortie"),
    )
    housing_outcome = models.ForeignKey(
        HousingOutcome,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="case_files",
        verbose_name=_("logement à la sortie"),
    )
    oriented_to = models.ForeignKey(
        "directory.Service",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service qui prend le relais"),
    )
    exit_note = EncryptedTextField(_("ce qui a été convenu à la sortie"), null=True, blank=True)
    search_key = models.CharField(max_length=500, editable=False, db_index=True)

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["-opened_on", "-reference"]
        indexes = [
            models.Index(fields=["case_manager", "closed_on"], name="casefile_of_manager"),
            models.Index(fields=["programme", "stage"], name="casefile_in_stage"),
            models.Index(fields=["closed_on", "last_contact_on"], name="casefile_dormant"),
            models.Index(fields=["closed_on", "contact_due_on"], name="casefile_contact_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                name="casefile_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(
                    closed_on__isnull=True,
                    exit_reason__isnull=True,
                    housing_outcome__isnull=True,
                    oriented_to__isnull=True,
                )
                | Q(closed_on__isnull=False, exit_reason__isnull=False),
                name="casefile_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(stage_since__gte=models.F("opened_on")), name="casefile_stage_since_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(contact_due_on__isnull=True) | Q(closed_on__isnull=True, rhythm__isnull=False),
                name="contact_due_in_an_open_file_with_rhythm",
            ),
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=Q(closed_on__isnull=True),
                name="one_open_file_per_person_and_programme",
            ),
        ]

    def __str__(self):
        return self.reference

    def save(self, *args, **kwargs):
        self.search_key = search_key(self.reference, self.person.first_name, self.person.last_name)
        super().save(*args, **kwargs)

    @property
    def is_closed(self):
        return self.closed_on is not None

    @property
    def is_covered(self):
        """Whether somebody stands in for the case manager today."""
        if self.covered_by_id is None:
            return False
        return self.covered_from <= timezone.localdate() <= self.covered_until

    def active_assignment(self):
        return self.assignments.filter(ended_on__isnull=True).first()

    def days_without_contact(self, today=None):
        """Days since the last contact or, before the first one, since the file was opened."""
        today = today or timezone.localdate()
        return (today - (self.last_contact_on or self.opened_on)).days


class StageMove(ConfidentialRecord):
    """One step of the path: dated, signed, kept for ever. The first has no stage before it."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="stage_moves")
    from_stage = models.ForeignKey(Stage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    moved_on = models.DateField(_("le"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("par")
    )
    reason = EncryptedTextField(_("pourquoi"), null=True, blank=True)

    class Meta:
        verbose_name = _("passage d’étape")
        verbose_name_plural = _("passages d’étape")
        ordering = ["moved_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_stage__isnull=True) | ~Q(from_stage=models.F("to_stage")),
                name="stage_move_goes_somewhere",
            ),
        ]

    def __str__(self):
        return f"Étape {str(self.pk)[:8]}"

    @property
    def is_back(self):
        return self.from_stage is not None and self.to_stage.order < self.from_stage.order
