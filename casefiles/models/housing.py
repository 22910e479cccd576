"""Where somebody slept, from when to when: the way from the street to a home."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord, DatePrecision, Revised
from portal.crypto.fields import EncryptedTextField


class HousingSituation(models.TextChoices):
    """ETHOS Light, with the seventh category of the Belgian counts; then a home of one's own."""

    STREET = "street", _("dans l’espace public")
    EMERGENCY = "emergency", _("en hébergement d’urgence")
    SHELTER = "shelter", _("en foyer d’hébergement")
    INSTITUTION = "institution", _("en institution")
    UNCONVENTIONAL = "unconventional", _("dans un logement non conventionnel")
    WITH_OTHERS = "with_others", _("chez des amis, de la famille ou des tiers")
    EVICTION = "eviction", _("dans son logement, sous menace d’expulsion")
    HOME = "home", _("dans son logement")

    @property
    def rung(self):
        """How far from the street: 1 to 7 are the numbers of ETHOS Light, 8 is a home."""
        return list(HousingSituation).index(self) + 1


class HousingPeriod(Revised, ConfidentialRecord):
    """The nights from `started_on` to the eve of `ended_on`; without an end, it lasts still."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="housing_periods")
    situation = models.CharField(_("où"), max_length=16, choices=HousingSituation)
    place = EncryptedTextField(_("lieu"), null=True, blank=True)
    started_on = models.DateField(_("depuis le"))
    precision = models.CharField(
        _("date connue"), max_length=8, choices=DatePrecision, default=DatePrecision.DAY
    )
    ended_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )

    class Meta:
        verbose_name = _("période de logement")
        verbose_name_plural = _("parcours résidentiel")
        ordering = ["started_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")),
                name="housing_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(situation__in=HousingSituation.values), name="housing_situation_known"
            ),
            models.CheckConstraint(
                condition=Q(precision__in=DatePrecision.values), name="housing_precision_known"
            ),
        ]

    def __str__(self):
        return f"Période {str(self.pk)[:8]}"

    @property
    def rung(self):
        return HousingSituation(self.situation).rung

    @property
    def is_home(self):
        return self.situation == HousingSituation.HOME
