"""Rows into a table by the shortest way of each database: COPY on PostgreSQL, `executemany` on SQLite.

Values are those that a model's attributes hold; encrypted fields are given sealed (`EncryptedField.close`).
No signal is sent and no default is filled in: the caller names every column.
"""

import json
from datetime import date, datetime

from django.db import connection, models

from portal.bulk import lookups  # noqa: F401 - `among`
from portal.crypto.fields import EncryptedField

_REMEMBERED = (date, datetime)
# What drivers take as it is.
_PLAIN = (models.CharField, models.TextField, models.IntegerField)


def insert_rows(model, names, rows):
    """Write rows: tuples in the order of `names`. Raises IntegrityError as a save would."""
    fields = [model._meta.get_field(name) for name in names]
    if not rows:
        return
    ready = zip(
        *(_column(field, values) for field, values in zip(fields, zip(*rows, strict=True), strict=True)),
        strict=True,
    )
    quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # COPY answers as it ends: by Django's own exceptions, as everything else.
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", ready)  # noqa: S608


def update_rows(model, names, rows):
    """Write these columns of the rows given as (key, value, …), each key once."""
    fields = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
    if not rows:
        return
    columns = [_column(field, values) for field, values in zip(fields, zip(*rows, strict=True), strict=True)]
    table, key, *changed = (
        connection.ops.quote_name(name)
        for name in (model._meta.db_table, *(field.column for field in fields))
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One question: each column as an array.
            given = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
            assigned = ", ".join(f"{name} = given.{name}" for name in changed)
            statement = (
                f"UPDATE {table} SET {assigned} FROM unnest({given}) "  # noqa: S608
                f"AS given({key}, {', '.join(changed)}) WHERE {table}.{key} = given.{key}"
            )
            cursor.execute(statement, [list(values) for values in columns])
        else:
            assigned = ", ".join(f"{name} = %s" for name in changed)
            statement = f"UPDATE {table} SET {assigned} WHERE {key} = %s"  # noqa: S608
            cursor.executemany(statement, list(zip(*columns[1:], columns[0], strict=True)))


def delete_rows(model, keys):
    """Delete these rows, and nothing else: the database refuses when something still hangs on one of them."""
    if keys:
        model._default_manager.filter(pk__among=keys)._raw_delete(connection.alias)


def _column(field, values):
    """The values of one column as the driver takes them; the same value is prepared once."""
    field = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(field, models.UUIDField):
        plain = connection.features.has_native_uuid_field
        return values if plain else [value and value.hex for value in values]
    if isinstance(field, _PLAIN):
        return values
    if isinstance(field, models.JSONField) and connection.vendor == "sqlite":
        return [None if value is None else json.dumps(value, cls=field.encoder) for value in values]
    if isinstance(field, EncryptedField):
        binary = connection.Database.Binary
        return [value and binary(value.data) for value in values]
    return _prepared(field, values)


def _prepared(field, values):
    known = {None: None}
    ready = []
    for value in values:
        if value.__class__ not in _REMEMBERED:
            ready.append(None if value is None else field.get_db_prep_save(value, connection))
            continue
        if value not in known:
            known[value] = field.get_db_prep_save(value, connection)
        ready.append(known[value])
    return ready
