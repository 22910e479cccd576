"""The filters of the directory, read from the address of the page."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from content.directory.models import Mission, Municipality, Service


class MunicipalityField(forms.ModelChoiceField):
    def label_from_instance(self, place):
        return str(place) if place.name == place.commune else f"{place} ({place.commune})"


class MunicipalityFilter(django_filters.ModelChoiceFilter):
    field_class = MunicipalityField


UNKNOWN = {"invalid_choice": _("Ce choix n’est pas dans la liste : nous l’avons laissé de côté.")}


class ServiceFilter(django_filters.FilterSet):
    """Words, a mission, a place."""

    q = django_filters.CharFilter(
        method="search",
        label=_("Nom, mot ou quartier"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    mission = django_filters.ModelChoiceFilter(
        field_name="missions",
        queryset=Mission.objects.all(),
        to_field_name="slug",
        label=_("Mission"),
        empty_label=_("Toutes les missions"),
        error_messages=UNKNOWN,
    )
    localite = MunicipalityFilter(
        field_name="municipalities",
        queryset=Municipality.objects.all(),
        to_field_name="slug",
        label=_("Localité"),
        empty_label=_("Toutes les localités"),
        error_messages=UNKNOWN,
    )

    class Meta:
        model = Service
        fields = []

    def search(self, queryset, name, value):
        """Every word, whatever its accents."""
        return queryset.matching(value)

    def is_filtered(self):
        """Whether something narrows the list."""
        return self.form.is_bound and any(getattr(self.form, "cleaned_data", {}).values())
