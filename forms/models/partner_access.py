"""The right of a partner’s software to send answers: a secret shown once; only its keyed hash is kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerAccess(models.Model):
    name = models.CharField(_("service partenaire"), max_length=120, unique=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # The first signs of the secret, to tell two of them apart on screen.
    token_hint = models.CharField(_("commence par"), max_length=8, editable=False)
    forms = models.ManyToManyField(
        "forms.FormDefinition", related_name="+", verbose_name=_("formulaires qu’il peut envoyer")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("créé par")
    )
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("dernier envoi"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("retiré le"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("accès partenaire")
        verbose_name_plural = _("accès partenaires")
        ordering = ["name"]

    def __str__(self):
        return self.name
