"""An import-export Resource that reads by chunks, decides before it writes, and writes through actions.

`plan(rows)` only reads: nothing is written and rolled back, nobody waits for a lock. `write_rows(rows)` is
given what `plan` decided a moment ago, inside the transaction that writes.
"""

import hashlib
from itertools import islice

from django.db import IntegrityError, transaction
from django.urls import reverse
from import_export.resources import Resource

from casefiles.access import visible_to
from casefiles.actions.base import Refused
from casefiles.exchange.cleaning import Cleaner
from casefiles.exchange.fields import SheetField
from casefiles.exchange.results import TO_WRITE, Difference, Outcome, SheetResult, SheetRow
from casefiles.models import CaseFile
from casefiles.text import normalise
from portal.bulk.quiet import no_collector

CHUNK = 1000
CHANGED_MEANWHILE = (
    "La base a changé entre la confirmation et l’écriture de cette ligne : elle n’a pas été importée. "
    "Renvoyez-la pour voir ce qu’il en est."
)
LEAVE_OUT = "leave_out"


class SheetResource(Resource):
    """One target of import. A subclass declares fields, identifies, resolves, decides, writes, takes back."""

    # A template would call a class that it meets.
    do_not_call_in_templates = True
    code = ""
    title = ""
    # What its page is called: short, a telephone shows the whole of it.
    page_title = ""
    # Roles that may import here; rows have rules of their own.
    roles = frozenset()
    # What its rows speak of: read only by who sees it, and its reading leaves a trace.
    subject_model = CaseFile
    # The page of one of them; without one, a row that was written leads nowhere.
    page = ""
    # How many rows one transaction writes: on SQLite everybody else waits for it.
    write_chunk = 25
    # How many additions a change costs as much as, where changes are written one by one.
    change_cost = 20

    def __init__(self, user, *, reason="", batch=None):
        super().__init__()
        self.user, self.reason, self.batch = user, reason, batch
        self.seen, self.examples = {}, 0

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
        """Do what was decided, through an action; return what `take_back` needs. May raise Refused."""
        raise NotImplementedError

    def take_back(self, records):
        """Undo what `write` returned: [(record, None or why it is kept)]. Nothing is forced."""
        raise NotImplementedError

    def ended(self, batch):
        """Everything is written: what is still to be said of it, in the transaction that ends the import."""

    def has_moved(self, batch):
        """Whether the base may have changed since this batch was compared with it."""
        return True

    def choices_for(self, finding):
        """[(answer, label)] when somebody has to say which one a row is."""
        return [tuple(answer) for answer in finding.get("answers", [])]

    def notes(self, rows):
        """[sentence] that one should read before confirming these stored rows."""
        return []

    def links(self, object_ids):
        """{object_id: where to see it} of those that this person may open, in one query."""
        if not (self.page and object_ids):
            return {}
        found = visible_to(self.user, self.subject_model).filter(pk__in=object_ids)
        return {str(pk): reverse(self.page, args=[pk]) for pk in found.values_list("pk", flat=True)}

    # --- columns -------------------------------------------------------------------------------------------
    @classmethod
    def sheet_fields(cls):
        return {name: field for name, field in cls.fields.items() if isinstance(field, SheetField)}

    def fields_here(self):
        """The fields with this import's own widgets, which read the lists that staff edit once."""
        return {name: field for name, field in self.fields.items() if isinstance(field, SheetField)}

    @classmethod
    def get_result_class(cls):
        return SheetResult

    # --- import-export's own steps ------------------------------------------------------------------------
    def import_data(self, dataset, dry_run=False, **kwargs):
        self.seen = {}
        return self.import_data_inner(dataset, dry_run, False, False, False, **kwargs)

    def import_data_inner(
        self, dataset, dry_run, raise_errors, using_transactions, collect_failed_rows, **kwargs
    ):
        result = self.get_result_class()()
        reader, lines = self.reader(dataset), iter(dataset)
        while chunk := list(islice(lines, CHUNK if dry_run else self.write_chunk)):
            if dry_run:
                rows = self.plan(chunk, reader, dataset.decided)
            else:
                with transaction.atomic():
                    rows = self.plan(chunk, reader, dataset.decided)
                    self.write_rows(rows)
            for row in rows:
                result.add(row)
        return result

    def reader(self, dataset):
        return Cleaner(self.fields_here(), dataset.columns, from_text=dataset.from_text, words=dataset.words)

    def plan(self, lines, reader, decided=None):
        """[SheetRow] for these (line, cells), reading the base only."""
        with no_collector():
            return self._plan(lines, reader, decided)

    def _plan(self, lines, reader, decided):
        rows = [reader.clean(SheetRow(number, cells)) for number, cells in lines]
        open_rows = []
        for row in rows:
            row.decided = (decided or {}).get(row.number)
            if row.decided == LEAVE_OUT:
                row.settle(Outcome.LEFT_OUT)
            elif not row.is_settled:
                row.key = self.identify(row)
                if self._is_first(row):
                    open_rows.append(row)
        self.resolve(open_rows)
        for row in open_rows:
            self.decide(row)
        return rows

    def is_example(self, cells, columns):
        """Whether this is the line that our template shows as an example."""
        first = next(iter(self.sheet_fields()))
        cell = next((cells[position] for position, name in columns.items() if name == first), None)
        return isinstance(cell, str) and normalise(cell).startswith("exemple")

    def write_rows(self, rows):
        """Write the rows decided new or changed; a refusal is said of its row. [what undoing needs]"""
        kept = []
        for row in rows:
            if row.outcome in TO_WRITE:
                record = self._write(row)
                if record is not None:
                    kept.append(record)
        return kept

    def _write(self, row):
        try:
            with transaction.atomic():
                return self.write(row)
        except Refused as refused:
            row.wrong("", refused.message)
        except IntegrityError:
            row.wrong("", CHANGED_MEANWHILE)
        return None

    def _is_first(self, row):
        row.short_key = _short(row.key)
        first = self.seen.setdefault(row.short_key, row.number)
        if first == row.number:
            return True
        row.settle(Outcome.DUPLICATE)
        row.errors_by_column = {
            "": f"Cette ligne dit la même chose que la ligne {first} : elle est laissée de côté. "
            "Si ce sont deux choses différentes, donnez-leur chacune un identifiant."
        }
        return False

    def differences(self, row, stored, *, hide_confidential=False):
        """[Difference] between the base {name: value} and what the row says; fills `row.changes`."""
        found, row.changes = [], {}
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


def _short(key):
    """Enough of a key to tell it from two hundred thousand others."""
    return hashlib.blake2b(key.encode(), digest_size=9).hexdigest()
