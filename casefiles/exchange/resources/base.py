"""An import-export Resource that reads by chunks, decides before it writes, and writes through actions.

`import_data(dataset, dry_run=True)` only reads: nothing is written and rolled back, nobody waits for a lock.
`import_data(dataset, dry_run=False)` decides again inside the transaction that writes, a short one per chunk.
"""

from itertools import islice

from django.db import IntegrityError, transaction
from import_export.resources import Resource

from casefiles.actions.base import Refused
from casefiles.exchange.fields import SheetField
from casefiles.exchange.results import Difference, Outcome, SheetResult, SheetRow
from casefiles.exchange.widgets import CellError
from casefiles.text import normalise

PLAN_CHUNK = 500
# What one transaction writes: on SQLite everybody else waits for it.
WRITE_CHUNK = 25
CHANGED_MEANWHILE = (
    "La base a changé entre la confirmation et l’écriture de cette ligne : elle n’a pas été importée. "
    "Renvoyez-la pour voir ce qu’il en est."
)


class SheetResource(Resource):
    """One target of import. A subclass declares fields, identifies, resolves, decides, writes."""

    # A template would call a class that it meets.
    do_not_call_in_templates = True
    code = ""
    title = ""
    # Roles that may import here; rows have rules of their own.
    roles = frozenset()

    def __init__(self, user, *, reason=""):
        super().__init__()
        self.user, self.reason = user, reason
        self.seen = {}

    # --- what a subclass says ------------------------------------------------------------------------------
    def identify(self, row):
        """The key that tells this row from the others of the file, and finds it again in the base."""
        raise NotImplementedError

    def resolve(self, rows):
        """Look up, for a whole chunk, what its rows speak of: a fixed number of queries."""
        raise NotImplementedError

    def decide(self, row):
        """Settle a row that reads well: `row.wrong(…)`, or `row.settle(…)` with its differences."""
        raise NotImplementedError

    def write(self, row):
        """Do what was decided, through an action; return the key of what was written. May raise Refused."""
        raise NotImplementedError

    def link(self, row_object_id):
        """Where to see what was written, or ""."""
        return ""

    # --- columns -------------------------------------------------------------------------------------------
    @classmethod
    def sheet_fields(cls):
        return {name: field for name, field in cls.fields.items() if isinstance(field, SheetField)}

    @classmethod
    def is_example(cls, cells):
        """Whether this is the line that our template shows as an example."""
        first = next(iter(cls.sheet_fields()))
        return normalise(cells.get(first) or "").startswith("exemple")

    @classmethod
    def get_result_class(cls):
        return SheetResult

    # --- import-export's own steps ------------------------------------------------------------------------
    def import_data(self, dataset, dry_run=False, expected=None, **kwargs):
        """`expected` maps a line number to the fingerprint that was announced for it."""
        self.seen = {}
        return self.import_data_inner(dataset, dry_run, False, False, False, expected=expected)

    def import_data_inner(
        self, dataset, dry_run, raise_errors, using_transactions, collect_failed_rows, expected=None, **kwargs
    ):
        result = self.get_result_class()()
        lines = iter(dataset)
        while chunk := list(islice(lines, PLAN_CHUNK if dry_run else WRITE_CHUNK)):
            rows = self.plan(chunk) if dry_run else self.write_chunk(chunk, expected)
            for row in rows:
                result.add(row)
        return result

    def plan(self, chunk):
        """Decide for these rows, reading the base only."""
        rows = [
            self._clean(number, cells, named) for number, cells, named in chunk if not self.is_example(named)
        ]
        open_rows = [row for row in rows if not row.is_settled]
        for row in open_rows:
            row.key = self.identify(row)
        open_rows = [row for row in open_rows if self._is_first(row)]
        self.resolve(open_rows)
        for row in open_rows:
            self.decide(row)
        return rows

    def write_chunk(self, chunk, expected=None):
        """Decide again with the base held, and write what is still as announced."""
        with transaction.atomic():
            rows = self.plan(chunk)
            for row in rows:
                if expected is not None and expected.get(row.number) != row.fingerprint():
                    row.wrong("", CHANGED_MEANWHILE)
                elif row.outcome in (Outcome.NEW, Outcome.CHANGED):
                    self._write(row)
        return rows

    def _write(self, row):
        try:
            with transaction.atomic():
                row.object_id = self.write(row)
        except Refused as refused:
            row.wrong("", refused.message)
        except IntegrityError:
            row.wrong("", CHANGED_MEANWHILE)

    def _clean(self, number, cells, named):
        row = SheetRow(number, cells)
        for name, field in self.sheet_fields_here(named).items():
            try:
                row.values[name] = field.widget.clean(named[name])
            except CellError as error:
                row.wrong(field.column_name, f"Colonne « {field.column_name} » : {error}")
                continue
            if field.required and row.values[name] is None:
                row.wrong(
                    field.column_name, f"Colonne « {field.column_name} » : elle est vide. Remplissez-la."
                )
        return row

    def sheet_fields_here(self, named):
        """The fields whose column is in this file, with this import's own widgets."""
        return {name: field for name, field in self.fields.items() if name in named}

    def _is_first(self, row):
        first = self.seen.setdefault(row.key, row.number)
        if first == row.number:
            return True
        row.settle(Outcome.DUPLICATE)
        row.errors_by_column[""] = (
            f"Cette ligne dit la même chose que la ligne {first} : elle est laissée de côté. "
            "Si ce sont deux choses différentes, donnez-leur chacune un identifiant."
        )
        return False

    def differences(self, row, stored, *, hide_confidential=False):
        """[Difference] between the base {name: value} and what the row says; fills `row.changes`."""
        found = []
        for name, before in stored.items():
            if name not in row.values:
                continue
            field, after = self.fields[name], row.values[name]
            if field.widget.same(before, after):
                continue
            row.changes[name] = after
            hidden = hide_confidential and field.confidential
            shown_before = "" if hidden else field.widget.render(before)
            found.append(Difference(field.column_name, shown_before, field.widget.render(after), hidden))
        return found
