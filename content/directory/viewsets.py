"""Editing screens of the directory, for communication staff and the team."""

import django_filters
from django import forms
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from content.directory.due_page import MAY_KEEP
from content.directory.models import Mission, Municipality, PartnerCategory, Service


class ServiceAdminFilter(WagtailFilterSet):
    """By words (accents do not matter), category, mission, visibility."""

    words = django_filters.CharFilter(method="search", label=_("Nom, mot ou quartier"))
    category = django_filters.ModelChoiceFilter(queryset=PartnerCategory.objects.all(), label=_("Catégorie"))
    missions = django_filters.ModelChoiceFilter(queryset=Mission.objects.all(), label=_("Mission"))

    class Meta:
        model = Service
        fields = ["words", "category", "missions", "is_published"]

    def search(self, queryset, name, value):
        return queryset.matching(value)


class ServiceDeleteView(DeleteView):
    """A service that work already done names is hidden, not deleted; where it is named is not said here."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                _(
                    "Ce service ne peut pas être effacé : le travail d’accompagnement y renvoie. "
                    "Décochez « Visible » pour qu’il quitte le site."
                ),
            )
            return redirect("partner_service:edit", self.object.pk)


class ServiceIndexView(IndexView):
    add_item_label = _("Ajouter un service")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("category")


class ServiceViewSet(ModelViewSet):
    """One entry of the directory."""

    model = Service
    name = "partner_service"
    url_prefix = "reseau/services"
    menu_label = _("Services")
    icon = "group"
    add_to_reference_index = False
    search_fields = ["search_key"]
    search_backend_name = None
    filterset_class = ServiceAdminFilter
    index_view_class = ServiceIndexView
    delete_view_class = ServiceDeleteView
    list_display = [
        "name",
        "category",
        BooleanColumn("is_published", label=_("Visible")),
        DateColumn("last_checked_on", label=_("Vérifié le"), sort_key="last_checked_on"),
    ]
    ordering = ["name"]
    list_per_page = 50
    inspect_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("is_published")]),
        FieldPanel("missions", widget=forms.CheckboxSelectMultiple),
        FieldPanel("municipalities", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [FieldPanel("who_is_served"), FieldPanel("conditions"), FieldPanel("perimeter")],
            heading=_("Pour qui"),
        ),
        MultiFieldPanel(
            [FieldPanel("documents_asked"), FieldPanel("languages"), FieldPanel("access")],
            heading=_("Avant de venir"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
                FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]),
                FieldPanel("website"),
                FieldPanel("opening_hours"),
            ],
            heading=_("Joindre le service"),
        ),
        FieldPanel("last_checked_on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")),
    ]


class MissionViewSet(ModelViewSet):
    """The missions that services are sorted by."""

    model = Mission
    name = "mission"
    url_prefix = "reseau/missions"
    menu_label = _("Missions")
    icon = "tag"
    form_fields = ["name", "slug", "description", "position"]
    list_display = ["name", "description"]
    search_backend_name = None


class MunicipalityViewSet(ModelViewSet):
    """The places that services work in."""

    model = Municipality
    name = "municipality"
    url_prefix = "reseau/localites"
    menu_label = _("Localités")
    icon = "site"
    form_fields = ["name", "slug", "postal_code", "commune"]
    list_display = ["name", "postal_code", "commune"]
    search_backend_name = None


class DueItem(MenuItem):
    """« À vérifier », for who may change an entry."""

    def is_shown(self, request):
        return request.user.has_perm(MAY_KEEP)


class DirectoryGroup(ModelViewSetGroup):
    """« Réseau » in the menu."""

    items = (ServiceViewSet, MissionViewSet, MunicipalityViewSet)
    menu_label = _("Réseau")
    menu_icon = "group"
    menu_order = 400

    def get_submenu_items(self):
        due = DueItem(_("À vérifier"), reverse("service_checks:due"), name="services-due", icon_name="date")
        return [due, *super().get_submenu_items()]
