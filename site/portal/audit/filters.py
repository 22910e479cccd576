import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from portal.audit.actions import known_actions
from portal.audit.models import JournalEntry

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class JournalFilterSet(WagtailFilterSet):
    action = django_filters.ChoiceFilter(label=_("Acte"), choices=lambda: sorted(known_actions().items()))
    actor = django_filters.ModelChoiceFilter(label=_("Personne"), queryset=get_user_model().objects.all())
    target = django_filters.CharFilter(label=_("Référence"), lookup_expr="istartswith")
    since = django_filters.DateFilter(
        label=_("Depuis le"), field_name="recorded_at", lookup_expr="date__gte", widget=DATE
    )
    until = django_filters.DateFilter(
        label=_("Jusqu’au"), field_name="recorded_at", lookup_expr="date__lte", widget=DATE
    )

    class Meta:
        model = JournalEntry
        fields = []
