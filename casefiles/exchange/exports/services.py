"""Partner services, in the columns that the import reads. Public content: nothing speaks of a person."""

from casefiles.exchange import widgets
from casefiles.exchange.exports.base import CHUNK, Export
from casefiles.exchange.exports.columns import Column
from casefiles.exchange.resources.services import ServiceResource
from content.directory.models import Service
from portal.accounts.roles import Role


class ServiceExport(Export):
    code = "services"
    title = "Services partenaires"
    noun = "service"
    icon = "group"
    of_files = False
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER})
    file_stem = "services-partenaires"

    def scope(self):
        return Service.objects.with_lists().order_by("name")

    def tick_label(self):
        return ("name",)

    def all_columns(self):
        return [
            Column(
                name,
                field.column_name,
                value=_value_of(name, field.widget),
                width=field.width,
                offers=_offers(field.widget),
            )
            for name, field in ServiceResource.sheet_fields().items()
        ]

    def lines(self, columns):
        # A few hundred of them, each with two lists: read as they are, and their lists with them.
        for service in self.queryset().iterator(chunk_size=CHUNK):
            yield [column.value(service) for column in columns], None, None


def _value_of(name, widget):
    if isinstance(widget, widgets.ManyWidget):
        return lambda service: widget.render(getattr(service, name).all()) or None
    if isinstance(widget, widgets.ListWidget):
        return lambda service: widget.render(getattr(service, name))
    return lambda service: None if getattr(service, name) == "" else getattr(service, name)


def _offers(widget):
    if isinstance(widget, widgets.ManyWidget):
        return None
    if isinstance(widget, widgets.ListWidget):
        return widget.labels
    return (lambda: ["oui", "non"]) if isinstance(widget, widgets.YesNoWidget) else None
