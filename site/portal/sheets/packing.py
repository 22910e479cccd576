"""The child's answer: JSON lines. The first holds the facts, each other one some hundreds of rows.

The parent reads them one by one, so that what it holds does not grow with the rows.
"""

import json
import math

from portal.sandbox.child import Refusal
from portal.sheets import limits as bounds
from portal.sheets.extent import TOO_MANY_COLUMNS, TOO_MANY_ROWS

# So few that an ordinary line of the answer is shorter than the longest cell: then no cell needs measuring.
ROWS_PER_LINE = 250
# The headings are no row.
HEADINGS = 1
EMPTY = "Ce fichier est vide."
TOO_LONG = (
    "À la ligne {line}, une cellule contient {length} caractères. "
    "Raccourcissez-la (32\u00a0767 au plus) et renvoyez le fichier."
)
TOO_MUCH_TEXT = "Ce fichier contient trop de texte. Coupez-le en plusieurs fichiers."


def packed(rows, source, limits, scan=None, tagged=None):
    """The JSON lines of these rows, line 1 first. Raises Refusal when there is nothing, or too much.

    `scan` is what the guard saw in a workbook; `tagged` says in JSON a cell that it has no
    word for.
    """
    packer = _Packer(limits, scan, tagged)
    for number, row in enumerate(rows, start=1):
        packer.add(number, row)
    packer.end_line()
    return packer.answer(source)


class _Packer:
    def __init__(self, limits, scan, tagged):
        self.limits, self.scan = limits, scan
        self.hidden = scan.hidden_rows if scan else ()
        self.encode = json.JSONEncoder(
            ensure_ascii=False, separators=(",", ":"), default=tagged, allow_nan=False
        ).encode
        self.numbers, self.rows = [], []
        self.lines, self.chunks = [], []
        self.width = self.height = self.text = self.hidden_read = 0

    def add(self, number, row):
        if not is_filled(row):
            return
        if number > self.limits.rows + HEADINGS:
            raise Refusal(TOO_MANY_ROWS.format(rows=self.limits.rows_in_words))
        self.height = number
        if len(row) > self.width:
            self._widen(row)
        self.numbers.append(number)
        self.rows.append(row)
        if len(self.rows) == ROWS_PER_LINE:
            self.end_line()

    def _widen(self, cells):
        for position in range(len(cells), self.width, -1):
            if not _is_blank(cells[position - 1]):
                self.width = position
                break

    def end_line(self):
        if not self.rows:
            return
        text = self._as_json()
        if len(text) > bounds.MAX_CELL_CHARACTERS:
            refuse_long_cells(zip(self.numbers, self.rows, strict=True))
        self.text += len(text)
        if self.text > self.limits.text:
            raise Refusal(TOO_MUCH_TEXT)
        self.hidden_read += len(self.hidden.intersection(self.numbers)) if self.hidden else 0
        self.lines.append(_without_empty(text.encode("utf-8", "replace")))
        self.chunks.append([self.height, len(self.lines[-1])])
        self.numbers, self.rows = [], []

    def _as_json(self):
        try:
            return self.encode({"lines": self.numbers, "rows": self.rows})
        except ValueError:  # a number such as 1E999, that no cell of ours can hold
            rows = [[_finite(cell) for cell in row] for row in self.rows]
            return self.encode({"lines": self.numbers, "rows": rows})

    def answer(self, source):
        if not self.height:
            raise Refusal(EMPTY)
        if self.width > self.limits.columns:
            raise Refusal(TOO_MANY_COLUMNS.format(columns=self.width, limit=self.limits.columns))
        facts = {
            "source": {**source, **self._seen()},
            "width": self.width,
            "height": self.height,
            # For each line to come, its last row and its length.
            "chunks": self.chunks,
        }
        return b"\n".join([self.encode(facts).encode("utf-8", "replace"), *self.lines])

    def _seen(self):
        if self.scan is None:
            return {}
        return {
            "merged": self.scan.merged,
            "hidden_rows": self.hidden_read,
            "hidden_columns": sum(1 for column in self.scan.hidden_columns if column <= self.width),
            "broken": len(self.scan.suspects),
        }


def refuse_long_cells(rows):
    """Raise Refusal when a cell of these (line number, cells) is longer than any spreadsheet makes it."""
    for number, cells in rows:
        longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
        if longest > bounds.MAX_CELL_CHARACTERS:
            raise Refusal(TOO_LONG.format(line=number, length=longest))


def _finite(cell):
    return cell if not isinstance(cell, float) or math.isfinite(cell) else ["broken", "#NOMBRE!"]


def _without_empty(line):
    """Empty texts as null. Inside a JSON text a quote always has a backslash: these four signs stand nowhere
    but at an empty cell.
    """
    return line.replace(b',""', b",null").replace(b'[""', b"[null")


def is_filled(cells):
    """Whether a row says anything at all."""
    for cell in cells:  # noqa: SIM110 - most rows are known by their first cell, before any() has begun
        if not _is_blank(cell):
            return True
    return False


def _is_blank(cell):
    return cell is None or (cell.__class__ is str and not cell.strip())
