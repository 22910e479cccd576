"""What every public page has: a lead and a body made of blocks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page

from content.blocks import BodyBlock


class ContentPage(Page):
    """A page of the public site; its drawing stands on the same street as all the others."""

    # Name of the drawing in templates/content/drawings/: a kind of page has its own house on the street.
    drawing = "house"

    lead = models.TextField(
        _("chapeau"),
        blank=True,
        max_length=400,
        help_text=_("Deux phrases qui disent l’essentiel : beaucoup ne liront que cela."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("contenu"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    api_fields = [APIField("lead"), APIField("body")]

    class Meta:
        abstract = True

    @property
    def drawing_template(self):
        """The template of the drawing."""
        return f"content/drawings/{self.drawing}.svg.html"
