"""The parent's side of reading: a file's bytes in, a Sheet out, or a French sentence that says why not."""

import datetime
import json
from dataclasses import dataclass
from itertools import islice, takewhile

from portal.sandbox import SandboxFailure, run_limited
from portal.sheets import limits

# The walls of the child process that reads.
CPU_SECONDS, WALL_SECONDS, MEMORY_MB = 55, 60, 768


class Unreadable(Exception):
    """This file cannot be taken; `message` says in French what was wrong and what to do."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


class Sheet:
    """The lines of a file and how it was read, kept as the child process answered and parsed as one goes."""

    def __init__(self, answer):
        self._answer, self._start = answer, answer.index(b"\n") + 1
        facts = json.loads(answer[: self._start])
        self.source = facts["source"]
        self.width, self.height = facts["width"], facts["height"]
        self._chunks = facts["chunks"]

    @property
    def from_text(self):
        """Whether every cell was text: then a leading apostrophe may be our own guard."""
        return self.source.get("kind") == "csv"

    def head(self, count=limits.HEADER_SEARCH_ROWS):
        """The first lines as lists of cells, line 1 first: blank ones too."""
        head = [[None] * self.width for _line in range(min(count, self.height))]
        for line, cells in takewhile(lambda row: row[0] <= count, self._rows(0)):
            head[line - 1] = cells
        return head

    def chunks(self, after=0, size=1_000):
        """Lists of (line number, cells) of the lines below line `after`, without the blank ones."""
        rows = self._rows(after)
        while chunk := list(islice(rows, size)):
            yield chunk

    def _rows(self, after):
        start = self._start
        for last, length in self._chunks:
            if last > after:
                answered = json.loads(self._answer[start : start + length])
                rows = zip(answered["lines"], cells_of(answered["rows"]), strict=True)
                yield from ((line, self._padded(cells)) for line, cells in rows if line > after)
            start += length + 1

    def _padded(self, cells):
        missing = self.width - len(cells)
        if missing > 0:
            cells.extend([None] * missing)
        return cells if missing >= 0 else cells[: self.width]


def read_sheet(payload, text=None):
    """Read a spreadsheet in a limited child process. Raises Unreadable.

    `text` is {"encoding", "delimiter"}, what somebody says of a delimited text.
    """
    return Sheet(_ask("portal.sheets.child:read", payload, limits.TABLE, text=text or {}))


def ask_child(function, payload, bounds):
    """What `package.module:function` reads in this file, in a limited child process. Raises Unreadable."""
    return json.loads(_ask(function, payload, bounds))


def _ask(function, payload, bounds, **told):
    if not payload:
        raise Unreadable("Ce fichier est vide.")
    if len(payload) > bounds.max_bytes:
        raise Unreadable(f"Ce fichier est trop lourd : {bounds.megabytes} Mo au plus.")
    try:
        return run_limited(
            function,
            payload,
            options=bounds.as_options() | told,
            cpu_seconds=CPU_SECONDS,
            memory_mb=MEMORY_MB,
            wall_seconds=WALL_SECONDS,
        )
    except SandboxFailure as failure:
        raise Unreadable(failure.message) from failure


def cells_of(rows):
    """The rows that a child answered, their cells as Python knows them."""
    return [[cell if cell.__class__ is not list else _cell(cell) for cell in row] for row in rows]


@dataclass(frozen=True)
class Minutes:
    """A cell that the spreadsheet itself knows to be a duration or an hour of the day."""

    minutes: float


@dataclass(frozen=True)
class Broken:
    """A cell whose formula is in error, or was never worked out: « #REF! »."""

    text: str


def _cell(cell):
    kind, value = cell
    if kind == "date":
        return datetime.date.fromisoformat(value)
    if kind == "datetime":
        return datetime.datetime.fromisoformat(value)
    return Broken(value) if kind == "broken" else Minutes(value)
