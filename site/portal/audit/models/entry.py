"""One line of the journal: who did or read what, on which file, why, when."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """Never changed, never deleted: the database refuses. No content of a file stands here."""

    recorded_at = models.DateTimeField(_("moment"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("personne"),
        db_index=False,
    )
    actor_roles = models.CharField(_("rôles"), max_length=120, blank=True)
    action = models.CharField(_("acte"), max_length=60)
    subject = models.UUIDField(_("dossier"), null=True)
    target = models.CharField(_("référence"), max_length=120, blank=True)
    reason = models.TextField(_("motif"), blank=True)
    details = models.JSONField(_("précisions"), default=dict)
    request_id = models.CharField(_("requête"), max_length=32, blank=True)

    class Meta:
        verbose_name = _("écriture du journal")
        verbose_name_plural = _("journal")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject", "-id"], name="journal_subject"),
            models.Index(fields=["actor", "-id"], name="journal_actor"),
            models.Index(fields=["action", "-id"], name="journal_action"),
        ]

    def __str__(self):
        return f"{self.action} {self.target}".strip()

    @property
    def action_label(self):
        from portal.audit.actions import label_of

        return label_of(self.action)
