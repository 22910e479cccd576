"""Contacts over a period, in the columns that the import reads: what leaves can come back."""

import django_filters
from wagtail.admin.filters import WagtailFilterSet

from casefiles.access import exportable_by, visible_to
from casefiles.admin.forms.base import NativeDate
from casefiles.exchange.exports.base import Export
from casefiles.models import Contact
from portal.accounts.roles import Role
from portal.audit.journal import record
from portal.sheets.writers.columns import OutColumn


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
    with_names_label = "Ajouter le lieu et la note partageable"
    filters = ("since", "until")

    @property
    def may_have_names(self):
        """Places and notes are content of a file: for who may open it."""
        return self.user.has_role(Role.CASE_MANAGER, Role.COORDINATION)

    def _filterset(self):
        contacts = visible_to(self.user, Contact) if self.with_names else exportable_by(self.user, Contact)
        return ContactFilterSet(self.request.GET, queryset=contacts, request=self.request)

    def filter_form(self):
        return self._filterset().form

    def queryset(self):
        filterset = self._filterset()
        contacts = filterset.qs if filterset.form.is_valid() else filterset.queryset.none()
        return contacts.select_related("case_file", "kind", "medium", "axis").order_by(
            "case_file__reference", "date", "created_at"
        )

    def columns(self):
        content = [
            OutColumn("Lieu", lambda contact: contact.place or None, 22),
            OutColumn("Note", lambda contact: contact.note, 60),
        ]
        return [
            OutColumn("Identifiant", _identifier, 20),
            OutColumn("Date", lambda contact: contact.date, 12),
            OutColumn("Dossier", lambda contact: contact.case_file.reference, 16),
            OutColumn("Nature", lambda contact: contact.kind.label, 26),
            OutColumn("Moyen", lambda contact: contact.medium and contact.medium.label, 26),
            OutColumn("Déroulement", lambda contact: contact.get_outcome_display(), 24),
            OutColumn("Minutes", lambda contact: contact.minutes, 10),
            OutColumn("Axe de vie", lambda contact: contact.axis and contact.axis.label, 24),
            *(content if self.with_names else []),
        ]

    def journal(self, keys, *, reason, file_format):
        super().journal(keys, reason=reason, file_format=file_format)
        if not self.with_names:
            return
        touched = exportable_by(self.user).filter(pk__in=self.queryset().order_by().values("case_file"))
        for pk, reference in touched.values_list("pk", "reference"):
            record("exchange.contacts_exported", actor=self.user, subject=pk, target=reference, reason=reason)


def _identifier(contact):
    """What finds the same contact again: the person's own identifier, or the portal's."""
    kind, _, identifier = contact.origin_key.partition(":")
    return identifier if kind == "id" else str(contact.pk)
