"""What most tests stand on: made once by the real code in each process, copied into each test.

Made afresh, the public site costs a second and a half, the shipped forms half a second, the lists and
programmes a quarter, thousands of times over. A snapshot is the difference that the real code makes to an
empty portal; where something stands already, the real code runs.
"""

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import AutoField
from wagtail.models import Site

from casefiles.models import ContactKind, Programme
from casefiles.receiving import receive_waiting_submissions
from casefiles.setup import create_reference_data
from content.models import HomePage
from content.setup import create_site
from forms.models import FormDefinition
from forms.setup import create_shipped_forms


class _Undone(Exception):
    """Everything was made only to be looked at."""


class Snapshot:
    """`put()` does the same as `make()`; `standing` tells, by models, that the portal is not empty of it."""

    def __init__(self, make, *, standing):
        self._make, self._standing = make, standing
        # [(table, names of its columns, rows gone or changed, rows new or changed)], once taken.
        self._changes = []

    def take(self):
        """Keep what the real code writes, and leave the database as it was."""
        try:
            with transaction.atomic():
                before = {model: _rows(model) for model in _models()}
                self._make()
                self._changes = [change for model in before if (change := _change(model, before[model]))]
                raise _Undone
        except _Undone:
            pass

    def put(self):
        if not self._changes or any(model._base_manager.exists() for model in self._standing):
            self._make()
            return
        try:
            self._copy()
        except IntegrityError:
            # A number of the copy is taken, or what it leans on was swept away by a test before.
            self._make()

    def _copy(self):
        # Tables come in no order: the database looks at what leans on what when all of them are filled.
        with transaction.atomic(), connection.cursor() as cursor:
            for table, key, columns, gone, new in self._changes:
                if gone:
                    cursor.executemany(f"DELETE FROM {table} WHERE {key} = %s", gone)  # noqa: S608
                marks = ", ".join(["%s"] * len(columns))
                written = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
                cursor.executemany(written, new)


shipped_forms = Snapshot(create_shipped_forms, standing=[FormDefinition])


def _forms_and_reference_data():
    create_shipped_forms()
    create_reference_data()


_with_forms = Snapshot(_forms_and_reference_data, standing=[ContactKind, FormDefinition, Programme])
_reference_data = Snapshot(create_reference_data, standing=[ContactKind, FormDefinition, Programme])
_site = Snapshot(create_site, standing=[HomePage])


def take():
    """Before the first test of a process."""
    for snapshot in (shipped_forms, _reference_data, _with_forms, _site):
        snapshot.take()
    Site.clear_site_root_paths_cache()


def put_reference_data():
    """The same as `create_reference_data()`."""
    # Programmes that have their form were made after the forms: nothing is left to make.
    if not Programme.objects.filter(form__isnull=False).exists():
        _reference_data.put()
    receive_waiting_submissions()


def put_forms_and_reference_data():
    """The same as `create_shipped_forms()`, then `create_reference_data()`."""
    _with_forms.put()


def put_site():
    """The same as `create_site()`."""
    _site.put()
    # What saving a site does.
    Site.clear_site_root_paths_cache()


def _models():
    every = apps.get_models(include_auto_created=True)
    # SQLite’s search follows its table by triggers.
    return [model for model in every if model._meta.managed and not model._meta.db_table.endswith("_fts")]


def _named(model):
    quote = connection.ops.quote_name
    columns = [field.column for field in model._meta.local_concrete_fields]
    return quote(model._meta.db_table), columns.index(model._meta.pk.column), [*map(quote, columns)]


def _rows(model):
    """{key: row}, as the driver gives and takes them."""
    table, key, columns = _named(model)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
        return {row[key]: row for row in cursor.fetchall()}


def _change(model, before):
    """What became of one table, or nothing."""
    after = _rows(model)
    gone = [[key] for key, row in before.items() if after.get(key) != row]
    new = [row for key, row in after.items() if before.get(key) != row]
    table, key, columns = _named(model)
    named = columns[key]
    if not gone and isinstance(model._meta.pk, AutoField) and not model._meta.related_objects:
        # Nothing leans on its number: a test that has rows of its own there already keeps them.
        columns = columns[:key] + columns[key + 1 :]
        new = [row[:key] + row[key + 1 :] for row in new]
    return (gone or new) and (table, named, columns, gone, new)
