"""Contacts over a period, in the columns that the import reads: what leaves can come back."""

import django_filters
from wagtail.admin.filters import WagtailFilterSet

from casefiles.access import exportable_by, visible_to
from casefiles.admin.forms.base import NativeDate
from casefiles.exchange.exports.base import Export
from casefiles.exchange.exports.columns import (
    DATE_BANDS,
    NAMED,
    TOLD_APART,
    Column,
    filled,
    labelled,
    number_band,
    opened,
)
from casefiles.exchange.resources.contact_columns import ContactColumns
from casefiles.models import Contact
from portal.accounts.roles import Role


class ContactFilterSet(WagtailFilterSet):
    since = django_filters.DateFilter(
        label="Depuis le", field_name="date", lookup_expr="gte", widget=NativeDate()
    )
    until = django_filters.DateFilter(
        label="Jusqu’au", field_name="date", lookup_expr="lte", widget=NativeDate()
    )

    class Meta:
        model = Contact
        fields = []


class ContactExport(Export):
    code = "contacts"
    title = "Contacts"
    noun = "contact"
    icon = "comment"
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER})
    file_stem = "contacts"
    adds = "le lieu, qui était présent et la note partageable"
    filters = ("since", "until")
    file_path, person_path = "case_file", "case_file__person"
    named_code = "exchange.contacts_exported"

    def _filterset(self):
        contacts = visible_to(self.user, Contact) if self.with_names else exportable_by(self.user, Contact)
        return ContactFilterSet(self.request.GET, queryset=contacts, request=self.request)

    def filter_form(self):
        return self._filterset().form

    def scope(self):
        filterset = self._filterset()
        contacts = filterset.qs if filterset.form.is_valid() else filterset.queryset.none()
        return contacts.order_by("case_file__reference", "date", "created_at")

    def tick_label(self):
        return ("case_file__reference", "date", "kind__label")

    def all_columns(self):
        offers = {name: field.widget for name, field in ContactColumns.sheet_fields().items()}
        return [
            Column("identifier", "Identifiant", ("pk", "origin_key"), _identifier, 20, TOLD_APART),
            Column("date", "Date", ("date",), width=12, bands=DATE_BANDS),
            Column("time", "Heure", ("time",), _hour, 10, TOLD_APART),
            Column("reference", "Dossier", ("case_file__reference",), width=16, levels=TOLD_APART),
            Column("kind", "Nature", ("kind__label",), width=26, offers=offers["kind"].labels),
            Column("medium", "Moyen", ("medium__label",), width=26, offers=offers["medium"].labels),
            Column(
                "outcome",
                "Déroulement",
                ("outcome",),
                labelled(Contact.Outcome.choices),
                24,
                offers=lambda: list(offers["outcome"].labels.values()),
            ),
            Column("minutes", "Minutes", ("minutes",), width=10, bands=(number_band,)),
            Column("axis", "Axe de vie", ("axis__label",), width=24, offers=offers["axis"].labels),
            Column("place", "Lieu", ("place",), filled, 22, NAMED),
            Column("present", "Étaient présents", ("pk", "parts_present"), _parts, 30, NAMED),
            Column(
                "others",
                "Autres personnes présentes",
                ("pk", "people_present"),
                opened(Contact, "people_present"),
                30,
                NAMED,
            ),
            Column("note", "Note", ("pk", "note"), opened(Contact, "note"), 60, NAMED),
        ]


def _identifier(key, origin):
    """What finds the same contact again: the person's own identifier, or the portal's."""
    kind, _, identifier = origin.partition(":")
    return identifier if kind == "id" else str(key)


def _hour(time):
    return f"{time:%H:%M}" if time else None


_open_parts = opened(Contact, "parts_present")
_PARTS = {code: str(label) for code, label in Contact.Part.choices}


def _parts(key, sealed):
    return " ; ".join(_PARTS[part] for part in _open_parts(key, sealed) or () if part in _PARTS) or None
