"""Rows on their way into a resource: what tablib's Dataset is to import-export, with nothing read twice."""

from portal.sheets.formulas import unguarded


class SheetDataset:
    """Iterates (line number, cells by position, {field name: cell})."""

    def __init__(self, rows, columns, *, from_text):
        """`rows` are (line number, list of cells); `columns` maps a position to a field's name."""
        self.rows, self.columns, self.from_text = rows, columns, from_text
        self.headers = list(columns.values())

    def __len__(self):
        return len(self.rows)

    def __iter__(self):
        for number, cells in self.rows:
            yield (
                number,
                cells,
                {name: self._cell(cells[position]) for position, name in self.columns.items()},
            )

    def _cell(self, cell):
        return unguarded(cell) if self.from_text and isinstance(cell, str) else cell


def dataset_of(sheet, headings):
    """The rows under the headings, without the empty ones."""
    rows = [(number, cells) for chunk in sheet.chunks(headings.line) for number, cells in chunk]
    return SheetDataset(rows, headings.columns, from_text=sheet.from_text)
