"""Pages that say what the service is and how to reach it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page

from content.models.base import ContentPage


class HomePage(ContentPage):
    """The front door."""

    hero_title = models.CharField(
        _("grande phrase"),
        max_length=90,
        default="Plus tôt une porte s’ouvre, plus le chemin est court.",
        help_text=_("La première chose que l’on lit. Dix mots au plus."),
    )

    content_panels = [*Page.content_panels, FieldPanel("hero_title"), FieldPanel("lead"), FieldPanel("body")]
    api_fields = [APIField("hero_title"), *ContentPage.api_fields]
    template = "content/pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("accueil")


class ProjectPage(ContentPage):
    """What a programme is: history, for whom, the method, its steps and its limits. One page each."""

    drawing = "project"
    template = "content/pages/page.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.StandardPage"]

    class Meta:
        verbose_name = _("page du projet")


class OrientationPage(ContentPage):
    """Three ways to send someone to the project: online, on paper, by telephone."""

    drawing = "orientation"
    online_text = models.TextField(
        _("en ligne"),
        default="Une dizaine de minutes. À la fin, un code confirme que votre demande est bien arrivée.",
    )
    paper_text = models.TextField(
        _("sur papier ou en PDF"),
        default="À remplir à l’écran ou à la main, seul·e ou ensemble, puis à nous envoyer ou à déposer.",
    )
    call_text = models.TextField(
        _("par téléphone"),
        default="Vous hésitez, ou écrire n’est pas simple ? Appelez : nous remplirons la demande ensemble.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("online_text"), FieldPanel("paper_text"), FieldPanel("call_text")],
            heading=_("Les trois façons d’orienter"),
        ),
        FieldPanel("body"),
    ]
    template = "content/pages/orientation.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("page d’orientation")


class ContactPage(ContentPage):
    """Where we are and when we answer."""

    drawing = "contact"
    template = "content/pages/contact.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("page de contact")


class StandardPage(ContentPage):
    """A page of plain text: accessibility statement, privacy notice, legal notice."""

    template = "content/pages/page.html"
    parent_page_types = ["content.HomePage", "content.ProjectPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("page simple")
