"""A list that leaves: the file made once and kept a day; the columns that somebody keeps under a name."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import ConfidentialRecord
from portal.crypto.fields import EncryptedJSONField

KEPT_FOR = timedelta(hours=24)


class PreparedExport(ConfidentialRecord):
    """One file, made once for one person and one reason. Nobody else downloads it."""

    class Level(models.TextChoices):
        FULL = "full", _("complet")
        PSEUDONYMISED = "pseudonymised", _("pseudonymisé")
        ANONYMISED = "anonymised", _("anonymisé")

    class State(models.TextChoices):
        WAITING = "waiting", _("en préparation")
        READY = "ready", _("prêt")
        FAILED = "failed", _("échoué")
        EXPIRED = "expired", _("effacé")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("par")
    )
    export = models.CharField(_("quoi"), max_length=20)
    level = models.CharField(_("niveau"), max_length=13, choices=Level.choices, default=Level.PSEUDONYMISED)
    file_format = models.CharField(_("format"), max_length=12)
    reason = models.CharField(_("motif"), max_length=200)
    # The filters as they stood in the address, the columns, the rows that were ticked.
    choices = EncryptedJSONField(_("choix"), default=dict)
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.WAITING)
    # While a process makes it: until when no other one tries. Renewed as rows go by.
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    count = models.PositiveIntegerField(_("lignes"), default=0)
    # Rows that an anonymised export kept back, because too few people share what they say.
    kept_back = models.PositiveIntegerField(_("lignes retenues"), default=0)
    downloads = models.PositiveIntegerField(_("téléchargements"), default=0)
    file = models.ForeignKey(
        "vault.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("fichier")
    )
    made_at = models.DateTimeField(_("préparé le"), null=True, blank=True)
    expires_at = models.DateTimeField(_("gardé jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user", "-created_at"], name="export_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(made_at__isnull=False, expires_at__isnull=False),
                name="export_ready_until",
            ),
        ]

    def __str__(self):
        return self.short_id

    @property
    def short_id(self):
        """What the journal and the screens call it: « E-3f9a2c81 »."""
        return f"E-{str(self.pk)[:8]}"

    @property
    def is_ready(self):
        return self.state == self.State.READY and self.file_id is not None and not self.is_over

    @property
    def is_over(self):
        return self.expires_at is not None and self.expires_at <= timezone.now()


class ExportColumns(ConfidentialRecord):
    """The columns that somebody ticked for a list, kept under a name for the next time."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("à qui")
    )
    export = models.CharField(_("quoi"), max_length=120)
    name = models.CharField(_("nom"), max_length=80)
    columns = models.JSONField(_("colonnes"), default=list)

    class Meta:
        verbose_name = _("colonnes d’export")
        verbose_name_plural = _("colonnes d’export")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "export", "name"], name="export_columns_named_once"),
        ]

    def __str__(self):
        return self.name
