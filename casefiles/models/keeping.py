"""Keeping a home: a visit with its check, what threatens the home, the services that were called in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, Revised
from casefiles.models.contact import Contact
from portal.crypto.fields import EncryptedJSONField, EncryptedTextField


class HomeTopic(models.TextChoices):
    """What one looks at in a home; all but the last are on the list of a visit."""

    DWELLING = "dwelling", _("état du logement")
    ENERGY = "energy", _("énergie et eau")
    RENT = "rent", _("loyer et charges")
    NEIGHBOURS = "neighbours", _("voisinage")
    HEALTH = "health", _("santé")
    SAFETY = "safety", _("sécurité")
    PAPERS = "papers", _("courrier et papiers")
    PROCEDURE = "procedure", _("procédure en cours")


VISITED = tuple(topic for topic in HomeTopic if topic != HomeTopic.PROCEDURE)


class Finding(models.TextChoices):
    """What one found, topic by topic."""

    GOOD = "good", _("ça va")
    WATCH = "watch", _("à surveiller")
    ACT = "act", _("il faut agir")


class HomeVisit(ConfidentialRecord):
    """A contact at home, with what was found topic by topic; its day and note are the contact’s own."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="home_visit")
    findings = EncryptedJSONField(_("constats"), default=dict)

    class Meta:
        verbose_name = _("visite à domicile")
        verbose_name_plural = _("visites à domicile")

    def __str__(self):
        return f"Visite {str(self.pk)[:8]}"


class HomeAlert(Revised, ConfidentialRecord):
    """Something threatens the home: open until somebody says how it was settled."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="home_alerts")
    visit = models.ForeignKey(
        HomeVisit, on_delete=models.SET_NULL, null=True, blank=True, related_name="alerts"
    )
    topic = models.CharField(_("à propos de"), max_length=10, choices=HomeTopic)
    words = EncryptedTextField(_("ce qui se passe"))
    opened_on = models.DateField(_("depuis le"))
    act_by = models.DateField(_("agir avant le"), null=True, blank=True)
    closed_on = models.DateField(_("réglée le"), null=True, blank=True)
    closed_how = EncryptedTextField(_("comment"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("notée par")
    )

    class Meta:
        verbose_name = _("alerte sur le logement")
        verbose_name_plural = _("alertes sur le logement")
        ordering = ["opened_on", "created_at"]
        indexes = [models.Index(fields=["act_by"], name="home_alert_due", condition=Q(closed_on=None))]
        constraints = [
            models.CheckConstraint(condition=Q(topic__in=HomeTopic.values), name="home_alert_topic_known"),
            models.CheckConstraint(
                condition=Q(act_by__isnull=True) | Q(act_by__gte=F("opened_on")),
                name="home_alert_due_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_how__isnull=True)
                | Q(closed_on__isnull=False, closed_on__gte=F("opened_on"), closed_how__isnull=False),
                name="home_alert_closed_with_how",
            ),
        ]

    def __str__(self):
        return f"Alerte {str(self.pk)[:8]}"

    @property
    def is_open(self):
        return self.closed_on is None


class HomeService(Revised, ConfidentialRecord):
    """A service that was called in so that the home is kept, and what it answered."""

    class Answer(models.TextChoices):
        ASKED = "asked", _("demandé")
        STARTED = "started", _("en place")
        REFUSED = "refused", _("refusé")
        ENDED = "ended", _("terminé")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="home_services")
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", verbose_name=_("service")
    )
    topic = models.CharField(_("pour"), max_length=10, choices=HomeTopic)
    called_on = models.DateField(_("demandé le"))
    answer = models.CharField(_("réponse"), max_length=8, choices=Answer.choices, default=Answer.ASKED)
    answered_on = models.DateField(_("réponse du"), null=True, blank=True)
    note = EncryptedTextField(_("précisions"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("service activé")
        verbose_name_plural = _("services activés")
        ordering = ["called_on", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(topic__in=HomeTopic.values), name="home_service_topic_known"),
            models.CheckConstraint(
                condition=Q(answer="asked", answered_on__isnull=True)
                | Q(
                    answer__in=["started", "refused", "ended"],
                    answered_on__isnull=False,
                    answered_on__gte=F("called_on"),
                ),
                name="home_service_answered_with_date",
            ),
        ]

    def __str__(self):
        return f"Service activé {str(self.pk)[:8]}"
