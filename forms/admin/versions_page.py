"""What every screen about one form has: the furniture of the staff area, and the way back to the form."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms.models import FormDefinition


def address(name, *args):
    """An address of the forms' own screens."""
    return reverse(f"form_definitions:{name}", args=args)


class DefinitionPage(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "form"
    http_method_names = ("get", "head", "post", "options")

    @cached_property
    def definition(self):
        return get_object_or_404(FormDefinition, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": address("list"), "label": "Formulaires"},
            {"url": address("edit", self.definition.pk), "label": self.definition.title},
            *self.get_parents(),
            {"url": "", "label": self.get_page_title()},
        ]

    def get_parents(self):
        """Breadcrumbs between the form and this page."""
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(definition=self.definition, **kwargs)
