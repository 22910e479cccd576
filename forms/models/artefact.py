"""What was made from a version (its PDF), kept so that it is made once for all processes and machines."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Artefact(models.Model):
    version = models.ForeignKey("forms.FormVersion", on_delete=models.PROTECT, related_name="artefacts")
    kind = models.CharField(max_length=12)
    # Hash of the template, the style and the fonts: a new dress makes a new file.
    recipe = models.CharField(max_length=16)
    content = models.BinaryField()
    # How many times it was handed out: the publication screen tells how many PDFs are in circulation.
    downloads = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("document produit")
        verbose_name_plural = _("documents produits")
        constraints = [
            models.UniqueConstraint(fields=["version", "kind", "recipe"], name="forms_artefact_made_once"),
        ]

    def __str__(self):
        return f"{self.kind} · {self.version_id}"
