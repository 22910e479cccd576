"""Cells to values, column by column; the same cell is read once."""

import datetime

from casefiles.exchange.widgets import CellError
from casefiles.text import normalise
from portal.sheets.cells import shown
from portal.sheets.formulas import unguarded

# Of one column and one kind of cell: beyond, values are too different to be met again.
REMEMBERED = 2_000
# True, 1 and 1.0 are one key of a dictionary and three different cells: each kind has its own.
_MEMORABLE = (str, datetime.date, float, int)
_UNMET = object()


class Cleaner:
    """Reads the rows of one import. `columns` maps a position to the name of a field."""

    def __init__(self, fields, columns, *, from_text=False, words=None):
        """`words` is {field: {word: replacement}}: what the person settled for values that no list knows."""
        self.from_text, self.words = from_text, words or {}
        self.columns = [
            (position, name, fields[name], *self._reader(name, fields[name]))
            for position, name in sorted(columns.items())
            if name in fields
        ]
        present = {name for _position, name, *_rest in self.columns}
        self.absent_required = [f for name, f in fields.items() if f.required and name not in present]

    def clean(self, row):
        """Fill `row.values`, or say in `row` what is wrong with which cell."""
        cells, values = row.cells, row.values
        for position, name, field, read, known in self.columns:
            cell = cells[position]
            # The shortest way for what comes back row after row.
            if (met := known.get(cell.__class__)) is not None:
                value = met.get(cell, _UNMET)
                if value is not _UNMET:
                    values[name] = value
                    continue
            try:
                value = values[name] = None if cell is None else read(cell)
            except CellError as error:
                row.wrong(field.column_name, f"Colonne « {field.column_name} » : {error}")
                continue
            if value is None and field.required:
                row.wrong(
                    field.column_name, f"Colonne « {field.column_name} » : elle est vide. Remplissez-la."
                )
        return row

    def _reader(self, name, field):
        clean = field.widget.clean
        if self.words.get(name):
            clean = _replacing(self.words[name], clean)
        if self.from_text:
            clean = _unguarding(clean)
        if not field.widget.remembers:
            return clean, {}
        known = {kind: {} for kind in _MEMORABLE}
        return _remembering(clean, known), known


def _unguarding(clean):
    return lambda cell: clean(unguarded(cell) if isinstance(cell, str) else cell)


def _replacing(words, clean):
    return lambda cell: clean(words.get(normalise(shown(cell)), cell))


def _remembering(clean, known):
    """Fills `known`, {class of a cell: {cell: value}}; a cell that says nothing is read each time."""
    errors = {}

    def read(cell):
        met = known.get(cell.__class__)
        if met is None:
            return clean(cell)
        if (cell.__class__, cell) in errors:
            raise CellError(errors[cell.__class__, cell])
        try:
            value = clean(cell)
        except CellError as error:
            if len(errors) < REMEMBERED:
                errors[cell.__class__, cell] = str(error)
            raise
        if value is not None and len(met) < REMEMBERED:
            met[cell] = value
        return value

    return read
