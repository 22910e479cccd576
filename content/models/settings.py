"""How to reach the service: one place, shown on every page and printed on every form."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="mail")
class ServiceSettings(BaseSiteSetting):
    """Public coordinates of the service. Never those of a person."""

    organisation = models.CharField(
        _("organisme"), max_length=120, default="Relais social urbain de La Louvière"
    )
    street = models.CharField(_("rue et numéro"), max_length=120, default="Place de la Concorde 15")
    postal_code = models.CharField(_("code postal"), max_length=4, default="7100")
    city = models.CharField(_("localité"), max_length=80, default="La Louvière")
    telephone = models.CharField(
        _("téléphone"),
        max_length=40,
        default="064 00 00 00",
        help_text=_("Le numéro du service, pas celui d’une personne."),
    )
    email = models.EmailField(_("e-mail"), default="heberge-toit@example.org")
    opening_hours = models.TextField(
        _("heures de permanence"),
        blank=True,
        default="",
        help_text=_("Une ligne par plage."),
    )
    access = models.TextField(
        _("comment venir"),
        blank=True,
        default="Au centre-ville de La Louvière.",
        help_text=_("Bus, train, accès en fauteuil."),
    )
    security_email = models.EmailField(
        _("e-mail pour signaler une faille"),
        default="securite@example.org",
        help_text=_("Publié dans security.txt."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("organisation"),
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
            ],
            heading=_("Adresse"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]),
                FieldPanel("opening_hours"),
                FieldPanel("access"),
            ],
            heading=_("Nous joindre"),
        ),
        FieldPanel("security_email"),
    ]

    class Meta:
        verbose_name = _("coordonnées du service")
        verbose_name_plural = _("coordonnées du service")

    @property
    def telephone_href(self):
        """The number as a `tel:` link wants it."""
        return "".join(char for char in self.telephone if char.isdigit() or char == "+")
