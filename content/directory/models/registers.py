"""Short lists that staff extend: what a service does, what kind of service it is, where it works."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Register(models.Model):
    """A named entry in a short list, in the order staff chose."""

    name = models.CharField(_("nom"), max_length=120, unique=True)
    slug = models.SlugField(_("identifiant"), max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class Mission(Register):
    """What a service can do for someone: « Hébergement d’urgence », « Santé »…"""

    description = models.CharField(_("en une phrase"), max_length=240, blank=True)

    class Meta(Register.Meta):
        verbose_name = _("mission")
        verbose_name_plural = _("missions")


class PartnerCategory(Register):
    """What kind of service it is: public service, shelter, health…"""

    class Meta(Register.Meta):
        verbose_name = _("catégorie de partenaire")
        verbose_name_plural = _("catégories de partenaires")


class Municipality(models.Model):
    """A place as people name it, with its postal code: several places may share one municipality."""

    name = models.CharField(_("localité"), max_length=120)
    slug = models.SlugField(_("identifiant"), max_length=120, unique=True)
    postal_code = models.CharField(
        _("code postal"), max_length=4, validators=[RegexValidator(r"^[1-9]\d{3}$", _("Quatre chiffres."))]
    )
    commune = models.CharField(
        _("commune"), max_length=120, help_text=_("La commune dont la localité fait partie, ex. La Louvière.")
    )

    class Meta:
        ordering = ["commune", "postal_code", "name"]
        verbose_name = _("localité")
        verbose_name_plural = _("localités")
        constraints = [
            models.UniqueConstraint(fields=["name", "postal_code"], name="directory_municipality_name_code")
        ]

    def __str__(self):
        return f"{self.postal_code} {self.name}"
