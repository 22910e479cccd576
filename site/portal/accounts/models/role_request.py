"""A role that opens case files, given by an administrator and not yet confirmed by a second person."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role


class RoleRequest(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_requests")
    role = models.CharField(max_length=30, choices=Role.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rôle à confirmer")
        verbose_name_plural = _("rôles à confirmer")
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="one_request_per_role")]

    def __str__(self):
        return self.role
