"""The lists and programmes that most tests stand on: made once by the real code, copied into each test.

Made afresh they cost a quarter of a second, a thousand times over. The rows are those that
`create_reference_data` writes into an empty portal; where something stands already, it runs itself.
"""

from django.apps import apps
from django.db import connection, transaction

from casefiles.models import ContactKind, Programme
from casefiles.receiving import receive_waiting_submissions
from casefiles.setup import create_reference_data
from forms.models import FormDefinition

# [(statement, rows)] for each table, once taken.
_rows = []


class _Undone(Exception):
    """Everything was made only to be looked at."""


def take():
    """Keep what the real code writes, and leave the database as it was."""
    before = {model: _keys(model) for model in _models()}
    try:
        with transaction.atomic():
            create_reference_data()
            _rows[:] = [found for model in before if (found := _added(model, before[model]))]
            raise _Undone
    except _Undone:
        pass


def put():
    """The same as `create_reference_data()`."""
    stands = ContactKind.objects.exists() or FormDefinition.objects.exists() or Programme.objects.exists()
    if not _rows or stands:
        create_reference_data()
        return
    # Tables come in no order: the database looks at what leans on what when all of them are filled.
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, rows in _rows:
            cursor.executemany(statement, rows)
    receive_waiting_submissions()


def _models():
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _keys(model):
    return set(model._base_manager.values_list("pk", flat=True))


def _added(model, before):
    """(INSERT statement, rows) of what this table has gained, as the driver gives and takes them."""
    quote = connection.ops.quote_name
    columns = [field.column for field in model._meta.local_concrete_fields]
    listed = ", ".join(map(quote, columns))
    table, key = quote(model._meta.db_table), columns.index(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {listed} FROM {table}")  # noqa: S608
        found = cursor.fetchall()
    rows = [row for row in found if model._meta.pk.to_python(row[key]) not in before]
    marks = ", ".join(["%s"] * len(columns))
    return rows and (f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)  # noqa: S608
