"""Names given to questions and choices: made once, frozen, never given again to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MintedKey(models.Model):
    definition = models.ForeignKey(
        "forms.FormDefinition",
        on_delete=models.CASCADE,
        related_name="minted_keys",
        verbose_name=_("formulaire"),
    )
    # "" for sections and questions; the question's uid for its choices.
    scope = models.CharField(max_length=36, blank=True)
    uid = models.CharField(max_length=36)
    key = models.CharField(max_length=40)
    type = models.CharField(max_length=24, blank=True)

    class Meta:
        verbose_name = _("clé de question")
        verbose_name_plural = _("clés de question")
        constraints = [
            models.UniqueConstraint(fields=["definition", "scope", "key"], name="forms_key_given_once"),
            models.UniqueConstraint(fields=["definition", "scope", "uid"], name="forms_uid_has_one_key"),
        ]

    def __str__(self):
        return self.key
