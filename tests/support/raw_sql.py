"""Writing to the database behind the back of models and actions, to see what the database itself refuses."""

import uuid
from itertools import chain

from django.db import connection, transaction


def update_row(row, **columns):
    """UPDATE one row; a value that is a string starting with « = » is an SQL expression."""
    table, key = row._meta.db_table, row._meta.pk
    parts, values = zip(*(_expression(column, value) for column, value in columns.items()), strict=True)
    assignments = ", ".join(
        f"{_quoted(column)} = {part}" for column, part in zip(columns, parts, strict=True)
    )
    sql = f"UPDATE {table} SET {assignments} WHERE id = %s"  # noqa: S608 (names are our own models')
    _run(sql, [*chain.from_iterable(values), key.get_db_prep_value(row.pk, connection)])


def copy_row(row, **columns):
    """INSERT a copy of one row, with another key and these columns changed."""
    table, key = row._meta.db_table, row._meta.pk
    columns.setdefault("id", uuid.uuid4().hex)
    names = [field.column for field in row._meta.concrete_fields]
    chosen = [_expression(name, columns[name]) if name in columns else (_quoted(name), []) for name in names]
    parts, values = zip(*chosen, strict=True)
    sql = (
        f"INSERT INTO {table} ({', '.join(map(_quoted, names))}) "  # noqa: S608 (names are our own models')
        f"SELECT {', '.join(parts)} FROM {table} WHERE id = %s"
    )
    _run(sql, [*chain.from_iterable(values), key.get_db_prep_value(row.pk, connection)])


def _quoted(name):
    return connection.ops.quote_name(name)


def _expression(column, value):
    if isinstance(value, str) and value.startswith("="):
        return value[1:].strip(), []
    if isinstance(value, uuid.UUID) and connection.vendor == "sqlite":
        value = value.hex
    return "%s", [value.isoformat() if hasattr(value, "isoformat") else value]


def _run(sql, values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
