"""What a partner service may know of a file: agreed part by part, until a day, and taken back at once.

The five conditions of the shared professional secret stand on each agreement: the person was informed and
agreed, to somebody bound by secrecy, in a common mission, and only to what is needed, said for each part.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casefiles.models.case_file import CaseFile
from casefiles.models.common import ConfidentialRecord
from content.directory.models import Service
from portal.crypto.fields import EncryptedTextField


class SharedPart(models.TextChoices):
    """The parts of a file that may be shared, in the order in which they are read."""

    IDENTITY = "identity", _("identité et coordonnées")
    HOUSEHOLD = "household", _("ménage")
    PATH = "path", _("étapes de l’accompagnement")
    HOUSING = "housing", _("parcours résidentiel")
    PLAN = "plan", _("objectifs et actions")
    AGENDA = "agenda", _("prochains rendez-vous")
    CONTACTS = "contacts", _("dates des contacts, sans les notes")
    DEBTS = "debts", _("dettes et plans de remboursement")
    LEASE = "lease", _("bail glissant")
    DOCUMENTS = "documents", _("liste des documents")

    @property
    def tells(self):
        """What it says and does not say, in plain words, where its name is not enough."""
        return _TELLS.get(self, "")


_TELLS = {
    SharedPart.DEBTS: _(
        "À qui il faut payer, ce qui reste, le plan et sa prochaine échéance. Ni les courriers, ni les notes."
    ),
    SharedPart.LEASE: _(
        "Qui loue et sous-loue, les dates du bail, le prochain point annuel. Ni l’adresse, ni les notes."
    ),
    SharedPart.DOCUMENTS: _(
        "Le titre des papiers, leur nature et jusqu’à quand ils sont valables. Personne ne peut les ouvrir ; "
        "les papiers confidentiels n’y sont pas."
    ),
}


class SharingAgreement(ConfidentialRecord):
    """From `started_on` to `until`, both days included, or until it is withdrawn. It is never rewritten."""

    class Agreed(models.TextChoices):
        ORALLY = "orally", _("de vive voix")
        WRITTEN = "written", _("par écrit")

    class Withdrawn(models.TextChoices):
        PERSON = "person", _("la personne ne veut plus partager")
        MISSION = "mission", _("le travail commun est terminé")
        CHANGED = "changed", _("un autre accord le remplace")
        MISTAKE = "mistake", _("noté par erreur")

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="sharing_agreements")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("service partenaire")
    )
    informed_on = models.DateField(_("personne informée le"))
    agreed_on = models.DateField(_("accord donné le"))
    agreed_how = models.CharField(_("accord donné"), max_length=8, choices=Agreed)
    bound = EncryptedTextField(_("qui est tenu au secret, dans ce service"))
    mission = EncryptedTextField(_("mission commune"))
    started_on = models.DateField(_("partagé depuis le"))
    until = models.DateField(_("jusqu’au"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noté par")
    )
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("retiré par"),
    )
    withdrawn_why = models.CharField(_("pourquoi"), max_length=8, blank=True, choices=Withdrawn)

    class Meta:
        verbose_name = _("accord de partage")
        verbose_name_plural = _("accords de partage")
        ordering = ["-started_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(informed_on__lte=F("agreed_on")) & Q(agreed_on__lte=F("started_on")),
                name="sharing_informed_then_agreed",
            ),
            models.CheckConstraint(condition=Q(until__gte=F("started_on")), name="sharing_ends_after_start"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, withdrawn_why__gt=""),
                name="sharing_withdrawn_whole",
            ),
        ]

    def __str__(self):
        return f"Accord {str(self.pk)[:8]}"

    def runs_on(self, day):
        return self.withdrawn_at is None and self.started_on <= day <= self.until


class SharedSection(ConfidentialRecord):
    """One part of the file under an agreement, and why the service needs it."""

    agreement = models.ForeignKey(SharingAgreement, on_delete=models.CASCADE, related_name="sections")
    part = models.CharField(_("partie du dossier"), max_length=12, choices=SharedPart)
    need = EncryptedTextField(_("pourquoi c’est nécessaire"))

    class Meta:
        verbose_name = _("partie partagée")
        verbose_name_plural = _("parties partagées")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "part"], name="shared_part_once"),
            models.CheckConstraint(condition=Q(part__in=SharedPart.values), name="shared_part_known"),
        ]

    def __str__(self):
        return f"Partie {str(self.pk)[:8]}"

    @property
    def tells(self):
        return SharedPart(self.part).tells


class PartnerAccount(models.Model):
    """The account of somebody who works for a partner service; coordination says for which."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="partner_account"
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("service partenaire")
    )
    tied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tied_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("compte de partenaire")
        verbose_name_plural = _("comptes de partenaires")

    def __str__(self):
        return f"Compte de partenaire {self.pk}"
