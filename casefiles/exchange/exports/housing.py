"""Housing periods, in the columns that the import reads: what leaves can come back."""

import django_filters
from django.db.models import Q
from wagtail.admin.filters import WagtailFilterSet

from casefiles.access import exportable_by, visible_to
from casefiles.admin.forms.base import NativeDate
from casefiles.exchange.exports.base import Export
from casefiles.exchange.exports.columns import DATE_BANDS, NAMED, TOLD_APART, Column, labelled, opened
from casefiles.models import HousingPeriod, HousingSituation
from casefiles.models.common import DatePrecision
from portal.accounts.roles import Role


class HousingFilterSet(WagtailFilterSet):
    """Periods of which one night at least falls between two days."""

    since = django_filters.DateFilter(label="Depuis le", method="lasting_on", widget=NativeDate())
    until = django_filters.DateFilter(
        label="Jusqu’au", field_name="started_on", lookup_expr="lte", widget=NativeDate()
    )
    situation = django_filters.ChoiceFilter(
        label="Où", choices=HousingSituation.choices, empty_label="Partout"
    )

    class Meta:
        model = HousingPeriod
        fields = []

    def lasting_on(self, periods, _name, day):
        # It ends on the eve of its last day.
        return periods.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))


class HousingExport(Export):
    code = "housing"
    title = "Périodes de logement"
    noun = "période"
    icon = "home"
    subject = "Parcours résidentiel : où chacun·e a dormi, de quand à quand"
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER})
    file_stem = "periodes-de-logement"
    adds = "le lieu"
    filters = ("since", "until", "situation")
    file_path, person_path = "case_file", "case_file__person"
    named_code = "exchange.housing_exported"

    def _filterset(self):
        model = HousingPeriod
        periods = visible_to(self.user, model) if self.with_names else exportable_by(self.user, model)
        return HousingFilterSet(self.request.GET, queryset=periods, request=self.request)

    def filter_form(self):
        return self._filterset().form

    def scope(self):
        filterset = self._filterset()
        periods = filterset.qs if filterset.form.is_valid() else filterset.queryset.none()
        return periods.order_by("case_file__reference", "started_on")

    def tick_label(self):
        return ("case_file__reference", "started_on")

    def all_columns(self):
        situations = [str(label) for label in HousingSituation.labels]
        return [
            Column("reference", "Dossier", ("case_file__reference",), width=16, levels=TOLD_APART),
            Column(
                "situation",
                "Où",
                ("situation",),
                labelled(HousingSituation.choices),
                40,
                offers=lambda: situations,
            ),
            Column("rung", "ETHOS Light", ("situation",), _rung, 12, ticked=False),
            Column("since", "Depuis le", ("started_on",), width=12, bands=DATE_BANDS),
            Column(
                "precision",
                "Date connue",
                ("precision",),
                labelled(DatePrecision.choices),
                16,
                TOLD_APART,
                ticked=False,
            ),
            Column("ended_on", "Jusqu’au", ("ended_on",), width=12, bands=DATE_BANDS),
            Column("place", "Lieu", ("pk", "place"), opened(HousingPeriod, "place"), 30, NAMED),
        ]


def _rung(situation):
    return HousingSituation(situation).rung
