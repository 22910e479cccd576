"""How an entry is kept true: a link sent to the service, and what it answers."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.directory.models.service import Service


def fingerprint_of(token):
    """What is kept of a token. It is long and drawn at random: a plain hash cannot be guessed back."""
    return hashlib.sha256(f"service-check|{token}".encode()).hexdigest()


class CheckLink(models.Model):
    """A link with which a service reads its own entry again, once. Its token is kept nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="check_links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("créé le"), default=timezone.now)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    used_at = models.DateTimeField(_("utilisé le"), null=True)
    revoked_at = models.DateTimeField(_("fermé le"), null=True)

    class Meta:
        verbose_name = _("lien de relecture")
        verbose_name_plural = _("liens de relecture")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="one_check_link_per_service",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="check_link_expires_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="check_link_ends_one_way"
            ),
        ]

    def __str__(self):
        return f"Lien {str(self.pk)[:8]}"

    @property
    def state(self):
        """« open », « used », « revoked » or « expired »."""
        if self.used_at is not None:
            return "used"
        if self.revoked_at is not None:
            return "revoked"
        return "open" if self.expires_at > timezone.now() else "expired"

    @property
    def is_open(self):
        return self.state == "open"


class ServiceProposal(models.Model):
    """What a service answered: nothing changed, or these fields did. Staff accept them or not."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", _("rien n’a changé")
        CHANGES = "changes", _("des corrections")

    class State(models.TextChoices):
        PENDING = "pending", _("à décider")
        ACCEPTED = "accepted", _("repris")
        REFUSED = "refused", _("refusé")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="proposals")
    link = models.OneToOneField(CheckLink, on_delete=models.CASCADE, related_name="proposal")
    kind = models.CharField(max_length=10, choices=Kind)
    # {field: value} of what differs: as the service saw it, and as it should be.
    before = models.JSONField(default=dict)
    proposed = models.JSONField(default=dict)
    remark = models.TextField(_("remarque"), blank=True)
    received_at = models.DateTimeField(_("reçu le"), default=timezone.now)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    # The fields that were taken over, of those proposed.
    taken = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("décidé le"), null=True)

    class Meta:
        verbose_name = _("réponse d’un service")
        verbose_name_plural = _("réponses des services")
        ordering = ["received_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["confirmed", "changes"]), name="service_proposal_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True)
                | Q(state__in=["accepted", "refused"], decided_at__isnull=False),
                name="service_proposal_decided_once",
            ),
        ]

    def __str__(self):
        return f"Réponse {str(self.pk)[:8]}"

    @property
    def is_pending(self):
        return self.state == self.State.PENDING
