"""A request that somebody be accompanied: what was received, how it stood then, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import ConfidentialRecord, DatePrecision, Gender, YesNo
from casefiles.models.person import national_number_index, phone_index
from casefiles.models.programme import Programme
from casefiles.models.registers import RefusalReason
from casefiles.text import search_key
from portal.crypto.fields import EncryptedJSONField, EncryptedTextField


class Referral(ConfidentialRecord):
    class Status(models.TextChoices):
        RECEIVED = "received", _("à décider")
        MORE_INFO = "more_info", _("complément demandé")
        WAITING = "waiting", _("en liste d’attente")
        ADMITTED = "admitted", _("admise")
        REFUSED = "refused", _("refusée")

    class Channel(models.TextChoices):
        WEB = "web", _("formulaire en ligne")
        PDF = "pdf", _("formulaire PDF")
        XLSX = "xlsx", _("tableur")
        API = "api", _("logiciel partenaire")
        PAPER = "paper", _("papier")
        PHONE = "phone", _("téléphone")
        DESK = "desk", _("sur place")

    class SenderKind(models.TextChoices):
        SERVICE = "service", _("un service")
        SELF = "self", _("la personne elle-même")
        RELATIVE = "relative", _("un proche")
        OTHER = "other", _("autre")

    class Feedback(models.TextChoices):
        """What who sends may know back, each level with those before it."""

        NOTHING = "nothing", _("rien")
        RECEIVED = "received", _("que la demande est arrivée")
        DECISION = "decision", _("la décision")
        CONTACT = "contact", _("la décision et qui accompagne")

    UNDECIDED = (Status.RECEIVED, Status.MORE_INFO, Status.WAITING)

    reference = models.CharField(_("référence"), max_length=20, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="referrals", verbose_name=_("dispositif")
    )
    submission = models.OneToOneField(
        "forms.Submission",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referral",
        editable=False,
    )
    status = models.CharField(_("état"), max_length=10, choices=Status.choices, default=Status.RECEIVED)
    channel = models.CharField(_("reçue par"), max_length=8, choices=Channel.choices, default=Channel.WEB)
    received_at = models.DateTimeField(_("reçue le"), default=timezone.now)

    # Who sends.
    sender_kind = models.CharField(
        _("qui oriente"), max_length=10, choices=SenderKind.choices, default=SenderKind.SERVICE
    )
    sender_name = models.CharField(_("nom de la personne qui oriente"), max_length=200, blank=True)
    sender_service = models.CharField(_("service qui oriente, tel qu’écrit"), max_length=200, blank=True)
    sender_phone = EncryptedTextField(_("téléphone de la personne qui oriente"), null=True, blank=True)
    sender_email = EncryptedTextField(_("e-mail de la personne qui oriente"), null=True, blank=True)
    orienting_service = models.ForeignKey(
        "directory.Service",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service partenaire qui oriente"),
    )

    feedback = models.CharField(
        _("ce que le service peut savoir en retour"),
        max_length=8,
        choices=Feedback.choices,
        default=Feedback.RECEIVED,
    )

    # The person, as written by who sends.
    first_name = models.CharField(_("prénom"), max_length=200, blank=True)
    last_name = models.CharField(_("nom"), max_length=200, blank=True)
    birth_date = models.DateField(_("date de naissance"), null=True, blank=True)
    gender = models.CharField(_("genre"), max_length=12, choices=Gender.choices, default=Gender.UNKNOWN)
    phone = EncryptedTextField(_("téléphone"), null=True, blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    national_number = EncryptedTextField(_("numéro de registre national"), null=True, blank=True)
    national_number_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    search_key = models.CharField(max_length=500, editable=False, db_index=True)

    # The situation, as written.
    street_since = models.DateField(_("en rue depuis"), null=True, blank=True)
    street_since_precision = models.CharField(
        _("précision de la date"), max_length=8, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    situation = EncryptedTextField(_("situation"), null=True, blank=True)
    municipality = models.CharField(_("commune"), max_length=120, blank=True)
    own_request = models.CharField(
        _("demande de la personne"), max_length=8, choices=YesNo.choices, default=YesNo.UNKNOWN
    )
    residence_permit = EncryptedTextField(_("titre de séjour"), default=YesNo.UNKNOWN)
    message = EncryptedTextField(_("message"), null=True, blank=True)
    # Of a row of a spreadsheet, hashed: sent again, the same row is found by it.
    origin_key = models.CharField(max_length=120, blank=True, editable=False)
    # The criteria as they stood on the day it was received: time passing must not rewrite them.
    criteria = EncryptedJSONField(_("critères au jour de l’orientation"), default=list)

    # What was decided.
    decided_at = models.DateTimeField(_("décidée le"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("décidée par"),
    )
    refusal_reason = models.ForeignKey(
        RefusalReason,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
        verbose_name=_("motif de refus"),
    )
    redirected_to = models.ForeignKey(
        "directory.Service",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service vers qui se tourner"),
    )
    decision_note = EncryptedTextField(_("explication"), null=True, blank=True)
    # Somebody known came back: the request reopened that file instead of making another.
    reopened_file = models.ForeignKey(
        "casefiles.CaseFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="later_referrals",
        verbose_name=_("dossier rouvert"),
    )

    class Meta:
        verbose_name = _("orientation")
        verbose_name_plural = _("orientations")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["programme", "status", "-received_at"], name="referral_to_decide")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "origin_key"],
                condition=~Q(origin_key=""),
                name="referral_origin_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["received", "more_info", "waiting", "admitted", "refused"]),
                name="referral_status_known",
            ),
            # A decision has a date and somebody who took it; an open request has neither.
            models.CheckConstraint(
                condition=Q(
                    status__in=["admitted", "refused"], decided_at__isnull=False, decided_by__isnull=False
                )
                | Q(
                    status__in=["received", "more_info", "waiting"],
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                ),
                name="referral_decision_signed",
            ),
            models.CheckConstraint(
                condition=Q(status="refused", refusal_reason__isnull=False)
                | (~Q(status="refused") & Q(refusal_reason__isnull=True)),
                name="referral_refused_with_reason",
            ),
        ]

    def __str__(self):
        return self.reference

    def save(self, *args, **kwargs):
        self.search_key = search_key(self.reference, self.first_name, self.last_name)
        self.national_number_index = national_number_index(self.national_number)
        self.phone_index = phone_index(self.phone)
        super().save(*args, **kwargs)

    @property
    def is_decided(self):
        return self.status not in self.UNDECIDED

    def get_full_name(self):
        """For screens only, to those who may read the referral."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_residence_permit_display(self):
        return YesNo(self.residence_permit).label if self.residence_permit in YesNo.values else ""


class ReferralEvent(ConfidentialRecord):
    """Each thing that happened to a referral: dated, signed, never changed."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("reçue")
        ASKED_MORE = "asked_more", _("complément demandé")
        WAITING = "waiting", _("mise en liste d’attente")
        LEFT_WAITING = "left_waiting", _("sortie de la liste d’attente")
        ADMITTED = "admitted", _("admise")
        REFUSED = "refused", _("refusée")
        EDITED = "edited", _("corrigée")
        MOVED = "moved", _("déplacée dans la liste d’attente")
        OFFERED = "offered", _("place proposée")
        ANSWERED = "answered", _("réponse à la place proposée")
        FEEDBACK = "feedback", _("retour permis au service")
        INFORMED = "informed", _("service informé")
        MEETING = "meeting", _("première rencontre")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("quoi"), max_length=12, choices=Kind.choices)
    happened_at = models.DateTimeField(_("quand"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("par"),
        help_text=_("Vide quand la demande arrive du site public."),
    )
    note = EncryptedTextField(_("explication"), null=True, blank=True)

    class Meta:
        verbose_name = _("étape de l’orientation")
        verbose_name_plural = _("étapes de l’orientation")
        ordering = ["happened_at", "created_at"]

    def __str__(self):
        return f"{self.get_kind_display()} {str(self.pk)[:8]}"
