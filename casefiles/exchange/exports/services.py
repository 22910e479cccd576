"""Partner services, in the columns that the import reads."""

from casefiles.exchange import widgets
from casefiles.exchange.exports.base import Export
from casefiles.exchange.resources.services import ServiceResource
from content.directory.models import Service
from portal.accounts.roles import Role
from portal.sheets.writers.columns import OutColumn


class ServiceExport(Export):
    code = "services"
    title = "Services partenaires"
    noun = "service"
    icon = "group"
    of_files = False
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER})
    file_stem = "services-partenaires"

    def queryset(self):
        return Service.objects.with_lists().order_by("name")

    def columns(self):
        return [
            OutColumn(field.column_name, _value_of(name, field.widget), field.width)
            for name, field in ServiceResource.sheet_fields().items()
        ]


def _value_of(name, widget):
    if isinstance(widget, widgets.ManyWidget):
        return lambda service: widget.render(getattr(service, name).all()) or None
    if isinstance(widget, widgets.ListWidget):
        return lambda service: widget.render(getattr(service, name))
    return lambda service: None if getattr(service, name) == "" else getattr(service, name)
