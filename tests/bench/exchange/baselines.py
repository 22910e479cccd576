"""What an import is compared with: the database with no validation at all, and the library as it comes."""

import uuid

import tablib
from django.db import connection, transaction
from django.utils import timezone
from import_export import fields, resources, widgets
from python_calamine import CalamineWorkbook

from casefiles.models import CaseFile, Contact, ContactKind, ContactMedium, LifeAxis
from tests.bench.exchange.sheets import HEADINGS

_COLUMNS = (
    *("id", "created_at", "revision", "case_file_id", "date", "kind_id", "medium_id", "outcome", "minutes"),
    *("place", "axis_id", "note", "author_id", "origin", "origin_key"),
)


def file_to_database(path, user):
    """calamine, the barest conversion, `executemany` or COPY: no check, no difference, nothing sealed."""
    native = connection.vendor == "postgresql"
    files = dict(CaseFile.objects.values_list("reference", "pk"))
    kinds, media, axes = (
        dict(model.objects.values_list("label", "pk")) for model in (ContactKind, ContactMedium, LifeAxis)
    )
    if not native:
        files = {reference: key.hex for reference, key in files.items()}
    now, author = timezone.now(), user.pk if native else user.pk.hex
    now = now if native else now.replace(tzinfo=None).isoformat(" ")

    def ready():
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
        next(rows)
        for key, date, reference, kind, medium, _outcome, minutes, place, axis, note in rows:
            pk = uuid.uuid4()
            yield (
                *(pk if native else pk.hex, now, 0, files[reference]),
                *(date if native else date.isoformat(), kinds[kind], media[medium], "held", int(minutes)),
                *(place, axes[axis], note.encode(), author, "imported", key),
            )

    columns = ", ".join(f'"{name}"' for name in _COLUMNS)
    with transaction.atomic(), connection.cursor() as cursor:
        if native:
            with cursor.copy(f"COPY casefiles_contact ({columns}) FROM STDIN") as copy:
                for row in ready():
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(_COLUMNS))
            statement = f"INSERT INTO casefiles_contact ({columns}) VALUES ({marks})"  # noqa: S608
            cursor.executemany(statement, ready())


class DefaultResource(resources.ModelResource):
    """django-import-export with its own defaults: no bulk, no model validation; stored unchanged or not."""

    origin_key = fields.Field("origin_key", HEADINGS[0])
    date = fields.Field("date", "Date", widget=widgets.DateWidget())
    case_file = fields.Field("case_file", "Dossier", widget=widgets.ForeignKeyWidget(CaseFile, "reference"))
    kind = fields.Field("kind", "Nature", widget=widgets.ForeignKeyWidget(ContactKind, "label"))
    medium = fields.Field("medium", "Moyen", widget=widgets.ForeignKeyWidget(ContactMedium, "label"))
    minutes = fields.Field("minutes", "Minutes", widget=widgets.IntegerWidget())
    place = fields.Field("place", "Lieu")
    axis = fields.Field("axis", "Axe de vie", widget=widgets.ForeignKeyWidget(LifeAxis, "label"))
    note = fields.Field("note", "Note")

    class Meta:
        model = Contact
        import_id_fields = ("origin_key",)

    def before_save_instance(self, instance, row, **kwargs):
        instance.author, instance.origin = kwargs["user"], Contact.Origin.IMPORTED


def default_import(path, user):
    """The file read by tablib, a dry run as its admin does, then the import itself."""
    dataset = tablib.Dataset().load(path.read_bytes(), format="xlsx")
    for dry_run in (True, False):
        result = DefaultResource().import_data(dataset, dry_run=dry_run, user=user)
        if result.has_errors():
            raise RuntimeError(result.row_errors()[0][1][0].error)
