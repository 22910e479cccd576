"""Filters of the team list."""

import django_filters
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect

from portal.accounts.models import User
from portal.accounts.roles import Role


class PersonFilterSet(WagtailFilterSet):
    role = django_filters.MultipleChoiceFilter(
        field_name="groups__name", choices=Role.choices, label=_("Rôle"), widget=CheckboxSelectMultiple
    )
    is_active = django_filters.BooleanFilter(label=_("Compte ouvert"), widget=BooleanRadioSelect)

    def __init__(self, *args, is_searching=False, **kwargs):
        super().__init__(*args, **kwargs)

    class Meta:
        model = User
        fields = []
