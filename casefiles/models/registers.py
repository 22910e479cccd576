"""The lists that staff edit; their first content stands in casefiles/setup.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import Register, between


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


class FollowUpRhythm(Register):
    """How often one meets: weekly at first, then lighter."""

    every_days = models.PositiveSmallIntegerField(
        _("tous les … jours"),
        null=True,
        blank=True,
        validators=between(1, 366),
        help_text=_("Vide : à la demande, sans rappel."),
    )

    class Meta(Register.Meta):
        verbose_name = _("rythme de suivi")
        verbose_name_plural = _("rythmes de suivi")


class UnmetNeedKind(Register):
    class Meta(Register.Meta):
        verbose_name = _("besoin sans solution")
        verbose_name_plural = _("besoins sans solution")
