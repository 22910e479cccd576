"""A link that opens an account once: it sets the password and the second factor in one go."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def hash_token(token):
    return hashlib.sha256(f"invitation|{token}".encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(
            used_at=None, revoked_at=None, expires_at__gt=timezone.now(), user__is_active=True
        ).select_related("user")

    def for_token(self, token):
        """The open invitation of this link, or None."""
        return self.open().filter(token_hash=hash_token(token)).first()


class Invitation(models.Model):
    class Kind(models.TextChoices):
        WELCOME = "welcome", _("première connexion")
        RESET = "reset", _("nouvel accès")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.created_at:%d/%m/%Y})"

    @classmethod
    def issue(cls, user, *, kind, created_by=None):
        """Revoke this person's earlier links and return (invitation, token); the token is kept nowhere."""
        now = timezone.now()
        cls.objects.filter(user=user, used_at=None, revoked_at=None).update(revoked_at=now)
        token = secrets.token_urlsafe(32)
        invitation = cls.objects.create(
            user=user,
            kind=kind,
            token_hash=hash_token(token),
            created_by=created_by,
            created_at=now,
            expires_at=now + timedelta(seconds=settings.INVITATION_SECONDS),
        )
        return invitation, token
