"""The parent's side of reading: a file's bytes in, a Sheet out, or a French sentence that says why not."""

import datetime
import json
from dataclasses import dataclass, field

from portal.sandbox import SandboxFailure, run_limited
from portal.sheets import limits


class Unreadable(Exception):
    """This file cannot be taken; `message` says in French what was wrong and what to do."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


@dataclass
class Sheet:
    """Rows of cells as the file holds them, and how it was read. Line 1 is the first of `rows`."""

    rows: list
    source: dict = field(default_factory=dict)

    @property
    def from_text(self):
        """Whether every cell was text: then a leading apostrophe may be our own guard."""
        return self.source.get("kind") == "csv"


def read_sheet(payload):
    """Read a spreadsheet in a limited child process. Raises Unreadable."""
    document = ask_child("portal.sheets.child:read", payload, limits.Limits())
    return Sheet(cells_of(document["rows"]), document["source"])


def ask_child(function, payload, bounds):
    """What `package.module:function` reads in this file, in a limited child process. Raises Unreadable."""
    if not payload:
        raise Unreadable("Ce fichier est vide.")
    if len(payload) > limits.MAX_BYTES:
        raise Unreadable(f"Ce fichier est trop lourd : {limits.MAX_BYTES // (1024 * 1024)} Mo au plus.")
    try:
        answer = run_limited(
            function, payload, options=bounds.as_options(), cpu_seconds=20, memory_mb=768, wall_seconds=40
        )
    except SandboxFailure as failure:
        raise Unreadable(failure.message) from failure
    return json.loads(answer)


def cells_of(rows):
    """The rows that a child answered, their cells as Python knows them."""
    return [[_cell(cell) for cell in row] for row in rows]


@dataclass(frozen=True)
class Minutes:
    """A cell that the spreadsheet itself knows to be a duration or an hour of the day."""

    minutes: float


@dataclass(frozen=True)
class Broken:
    """A cell whose formula is in error, or was never worked out: « #REF! »."""

    text: str


def _cell(cell):
    if not isinstance(cell, list):
        return cell
    kind, value = cell
    if kind == "date":
        return datetime.date.fromisoformat(value)
    if kind == "datetime":
        return datetime.datetime.fromisoformat(value)
    return Broken(value) if kind == "broken" else Minutes(value)
