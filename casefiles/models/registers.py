"""The lists that staff edit; their first content stands in casefiles/setup.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import Register


class LifeAxis(Register):
    hint = models.CharField(_("ce qu’on y range"), max_length=250, blank=True)

    class Meta(Register.Meta):
        verbose_name = _("axe de vie")
        verbose_name_plural = _("axes de vie")


class ContactKind(Register):
    class Meta(Register.Meta):
        verbose_name = _("nature de contact")
        verbose_name_plural = _("natures de contact")


class ContactMedium(Register):
    class Meta(Register.Meta):
        verbose_name = _("moyen de contact")
        verbose_name_plural = _("moyens de contact")


class RefusalReason(Register):
    class Meta(Register.Meta):
        verbose_name = _("motif de refus")
        verbose_name_plural = _("motifs de refus")


class ExitReason(Register):
    class Meta(Register.Meta):
        verbose_name = _("motif de sortie")
        verbose_name_plural = _("motifs de sortie")


class HousingOutcome(Register):
    class Lasting(models.TextChoices):
        PERMANENT = "permanent", _("durable")
        TEMPORARY = "temporary", _("temporaire")
        INSTITUTION = "institution", _("institution")
        STREET = "street", _("sans logement")
        OTHER = "other", _("autre")

    family = models.CharField(_("famille"), max_length=12, choices=Lasting.choices, default=Lasting.OTHER)

    class Meta(Register.Meta):
        verbose_name = _("logement à la sortie")
        verbose_name_plural = _("logements à la sortie")


class DocumentKind(Register):
    class Meta(Register.Meta):
        verbose_name = _("nature de document")
        verbose_name_plural = _("natures de document")
