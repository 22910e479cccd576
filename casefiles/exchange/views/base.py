"""What every page of the room has: the furniture of the staff area, its style sheet, and its way back."""

from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class ExchangePage(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "table"

    def get_breadcrumbs_items(self):
        items = [
            *self.breadcrumbs_items,
            {"url": reverse("exchange:imports"), "label": "Échanges de tableurs"},
        ]
        return [*items, {"url": "", "label": self.get_page_title()}]
