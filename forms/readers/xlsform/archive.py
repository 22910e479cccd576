"""The sheets of a stranger's XLSForm as text. Runs in the limited child process only."""

import re

from portal.sandbox.child import Refusal
from portal.sheets.child import sniff
from portal.sheets.limits import Limits
from portal.sheets.workbook import Book

MAX_BYTES = 5 * 1024 * 1024
MAX_TEXT = 4_000_000
LIMITS = Limits(rows=20_000, columns=200, far_column=200)
# Signs that no page shows and no database of ours holds.
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NOT_A_WORKBOOK = (
    "Ce fichier n’est pas un classeur .xlsx. Ouvrez-le dans votre tableur, enregistrez-le en "
    "« Classeur Excel (.xlsx) » et renvoyez-le."
)


def read_sheets(payload, wanted):
    """{name: [[text of a cell]]} of the sheets `wanted`, whatever their case, and the names of the rest."""
    if sniff(payload) != "xlsx":
        raise Refusal(_NOT_A_WORKBOOK)
    book = Book(payload, LIMITS)
    names = {name.strip().casefold(): name for name in reversed(book.names)}
    sheets = {name: _texts(book.rows(names[name])) for name in wanted if name in names}
    return sheets, [name for name in names if name not in wanted]


def _texts(rows):
    texts = [[_text(cell) for cell in row] for row in rows]
    if sum(len(cell) for row in texts for cell in row) > MAX_TEXT:
        raise Refusal("Ce classeur contient trop de texte pour un formulaire.")
    return texts


def _text(cell):
    if isinstance(cell, list):
        kind, value = cell
        # A formula without a result says nothing; a day is written as conditions write it.
        return "" if kind == "broken" else str(value)[:10]
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _UNPRINTED.sub("", str(cell)) if cell is not None else ""
