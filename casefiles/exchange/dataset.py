"""Rows on their way into a resource: what tablib's Dataset is to import-export, with nothing read twice."""


class SheetDataset:
    """(line number, cells by position) for each row; `columns` maps a position to a field's name."""

    def __init__(self, rows, columns, *, from_text=False, words=None, decided=None):
        """`words` and `decided` ({line: what}) are what the person settled on the preview."""
        self.rows, self.columns, self.from_text = rows, columns, from_text
        self.words, self.decided = words or {}, decided or {}
        self.headers = list(columns.values())

    def __iter__(self):
        return iter(self.rows)
