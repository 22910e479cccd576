"""A contact with the person or about them, with a note at two levels of confidentiality."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised
from casefiles.models.plan import Objective
from casefiles.models.registers import ContactKind, ContactMedium, LifeAxis
from portal.crypto.fields import EncryptedJSONField, EncryptedTextField

MAX_MINUTES = 24 * 60


class Contact(Revised, ConfidentialRecord):
    class Outcome(models.TextChoices):
        HELD = "held", _("a eu lieu")
        NOT_SHOWN = "not_shown", _("la personne n’est pas venue")
        CANCELLED = "cancelled", _("annulé")

    class Part(models.TextChoices):
        PERSON = "person", _("la personne")
        HOUSEHOLD = "household", _("quelqu’un du ménage")
        SOCIAL_WORKER = "social_worker", _("une travailleuse ou un travailleur social")
        LANDLORD = "landlord", _("le ou la propriétaire")
        GUARDIAN = "guardian", _("l’administratrice ou l’administrateur de biens")
        PARTNER = "partner", _("un service partenaire")

    class Origin(models.TextChoices):
        TYPED = "typed", _("encodé")
        IMPORTED = "imported", _("importé")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="contacts")
    date = models.DateField(_("date"))
    time = models.TimeField(_("heure"), null=True, blank=True)
    kind = models.ForeignKey(
        ContactKind, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("nature")
    )
    medium = models.ForeignKey(
        ContactMedium,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("moyen"),
    )
    outcome = models.CharField(_("déroulement"), max_length=10, choices=Outcome.choices, default=Outcome.HELD)
    minutes = models.PositiveSmallIntegerField(
        _("durée en minutes"), null=True, blank=True, validators=[MaxValueValidator(MAX_MINUTES)]
    )
    place = models.CharField(_("lieu"), max_length=160, blank=True)
    # Who was there, by part (« person », « landlord »…), and whoever else in words.
    parts_present = EncryptedJSONField(_("étaient présents"), null=True, blank=True)
    people_present = EncryptedTextField(_("autres personnes présentes"), null=True, blank=True)
    axis = models.ForeignKey(
        LifeAxis,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("axe de vie"),
    )
    objective = models.ForeignKey(
        Objective,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("objectif concerné"),
    )
    appointment = models.OneToOneField(
        "casefiles.Appointment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact",
        verbose_name=_("rendez-vous"),
    )
    # Past the days during which it may be corrected, a contact is completed by another one that names it.
    completes = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="complements",
        verbose_name=_("complète"),
    )
    note = EncryptedTextField(
        _("note partageable"), null=True, blank=True, help_text=_("Ce que l’équipe peut lire.")
    )
    confidential_note = EncryptedTextField(
        _("note confidentielle"),
        null=True,
        blank=True,
        help_text=_("Lue par la référente ou le référent du dossier, par personne d’autre."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("encodé par")
    )
    # Who handed the file over without this one: nobody else reads it. Almost all are kept by nobody: an index
    # would be taken for a way to them.
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        editable=False,
        verbose_name=_("gardé par"),
    )
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.TYPED, editable=False)
    # The row's own identifier in the spreadsheet it came from, so that the same row is not written twice.
    origin_key = models.CharField(max_length=120, blank=True, editable=False)
    imported_in = models.ForeignKey(
        "casefiles.ImportBatch",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        editable=False,
        verbose_name=_("import"),
    )
    imported_line = models.PositiveIntegerField(_("ligne du fichier"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-date", "-created_at"]
        indexes = [
            models.Index(fields=["case_file", "-date"], name="contact_of_file"),
            models.Index(fields=["origin_key"], name="contact_by_origin", condition=~Q(origin_key="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__lte=MAX_MINUTES), name="contact_within_a_day"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["held", "not_shown", "cancelled"]), name="contact_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(completes__isnull=True) | ~Q(completes=F("id")), name="contact_completes_another"
            ),
            models.UniqueConstraint(
                fields=["case_file", "origin_key"], condition=~Q(origin_key=""), name="contact_origin_once"
            ),
        ]

    def __str__(self):
        return f"Contact {str(self.pk)[:8]}"

    @property
    def parts_present_words(self):
        """Who was there, in words: « la personne, le ou la propriétaire »."""
        return ", ".join(str(self.Part(part).label) for part in self.parts_present or () if part in self.Part)


class ContactCorrection(ConfidentialRecord):
    """What a contact said before it was corrected."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="corrections")
    corrected_at = models.DateTimeField(_("corrigé le"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("par")
    )
    reason = EncryptedTextField(_("pourquoi"))
    before = EncryptedJSONField(_("avant"), default=dict)
    # That of the contact once corrected: what came after an import is told by it. None: not noted then.
    revision = models.PositiveIntegerField(null=True, editable=False)
    # The import that corrected it; taken back with it, this correction goes.
    imported_in = models.ForeignKey(
        "casefiles.ImportBatch",
        on_delete=models.SET_NULL,
        null=True,
        related_name="corrections",
        editable=False,
        verbose_name=_("import"),
    )

    class Meta:
        verbose_name = _("correction de contact")
        verbose_name_plural = _("corrections de contact")
        ordering = ["corrected_at"]

    def __str__(self):
        return f"Correction {str(self.pk)[:8]}"


class ContactTemplate(ConfidentialRecord):
    """A contact that comes back: one press fills the form. Without an owner, it is for everyone."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contact_templates",
        verbose_name=_("à qui"),
    )
    label = models.CharField(_("nom du modèle"), max_length=60)
    kind = models.ForeignKey(
        ContactKind, on_delete=models.PROTECT, related_name="+", verbose_name=_("nature")
    )
    medium = models.ForeignKey(
        ContactMedium,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("moyen"),
    )
    axis = models.ForeignKey(
        LifeAxis,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("axe de vie"),
    )
    minutes = models.PositiveSmallIntegerField(
        _("durée en minutes"), null=True, blank=True, validators=[MaxValueValidator(MAX_MINUTES)]
    )
    place = models.CharField(_("lieu"), max_length=160, blank=True)
    parts_present = models.JSONField(_("étaient présents"), default=list, blank=True)

    class Meta:
        verbose_name = _("modèle de contact")
        verbose_name_plural = _("modèles de contact")
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "label"], name="contact_template_label_once"),
            models.UniqueConstraint(
                fields=["label"], condition=Q(owner__isnull=True), name="shared_template_label_once"
            ),
        ]

    def __str__(self):
        return self.label
