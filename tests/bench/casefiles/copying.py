"""Writing model rows by COPY: every field as its own save would write it, encryption included."""

import time
from contextlib import contextmanager

from django.db import connection, models


def copy_rows(model, instances):
    """How many rows were written. Numbers that the database gives are left to it."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    count = 0
    derives = model.save is not models.Model.save
    with _copying(model, columns) as copy, _without_writing():
        for instance in instances:
            if derives:
                instance.save()
            copy.write_row([_prepared(field, instance) for field in fields])
            count += 1
    return count


def copy_values(model, names, rows):
    """Rows given as tuples of ready values, where making a million objects would be the longest part."""
    columns = ", ".join(f'"{model._meta.get_field(name).column}"' for name in names)
    count = 0
    with _copying(model, columns) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


@contextmanager
def _copying(model, columns):
    statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        yield copy


@contextmanager
def _without_writing():
    """`save` fills columns that follow from others; its last step, the writing, is ours meanwhile."""
    kept, models.Model.save_base = models.Model.save_base, lambda self, *args, **kwargs: None
    try:
        yield
    finally:
        models.Model.save_base = kept


def _prepared(field, instance):
    return field.get_db_prep_save(field.pre_save(instance, True), connection)


class Pace:
    """Says how many rows a second were written, noun by noun."""

    def __init__(self):
        self.lines = []
        self.rows = 0
        self.began = time.perf_counter()

    @contextmanager
    def of(self, name):
        began, holder = time.perf_counter(), {}
        yield holder
        seconds = time.perf_counter() - began
        self.rows += holder["rows"]
        line = f"{name:28}{holder['rows']:>10} rows{seconds:>8.1f} s{holder['rows'] / seconds:>10.0f} rows/s"
        self.lines.append(line)
        print(line, flush=True)

    @property
    def seconds(self):
        return time.perf_counter() - self.began
