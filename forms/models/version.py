"""A form as it was published: never changed, never deleted, so that an old answer keeps its meaning."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms.definition.document import stamp_of


class FormVersion(models.Model):
    definition = models.ForeignKey(
        "forms.FormDefinition",
        on_delete=models.PROTECT,
        related_name="versions",
        verbose_name=_("formulaire"),
    )
    number = models.PositiveIntegerField(_("numéro"))
    schema_version = models.PositiveIntegerField(_("version du schéma"))
    document = models.JSONField(_("document"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    published_at = models.DateTimeField(_("publiée le"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("publiée par"),
    )
    # What who published wanted to remember: « Ajout des dettes, à la demande des référents ».
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("version de formulaire")
        verbose_name_plural = _("versions de formulaire")
        ordering = ["definition", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["definition", "number"], name="forms_version_number_once"),
        ]

    def __str__(self):
        return f"{self.document['title']['fr']} · version {self.number}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ValidationError(_("Une version publiée ne change plus : publiez-en une nouvelle."))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError(_("Une version publiée ne se supprime pas : des réponses s’appuient sur elle."))

    @property
    def stamp(self):
        """« orientation;3;5355d5335930 »: what every artefact made from this version carries."""
        return stamp_of(self.document, self.sha256)
