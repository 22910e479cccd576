"""Text files with a value per delimiter: which delimiter, which cells."""

import csv
import io
import re
from itertools import chain

from portal.sandbox.child import Refusal
from portal.sheets import limits as bounds
from portal.sheets.decoding import decode

DELIMITERS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
_SAMPLE_ROWS, _SAMPLE_SIGNS = 50, 200_000
_DECLARED = re.compile(r'"?sep=([;,\t|])"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_OPEN_QUOTE = (
    "La ligne {line} de ce fichier ne peut pas être lue : "
    "un guillemet y reste sans doute ouvert. Corrigez-la et renvoyez le fichier."
)
# A line of our own after the last one: it comes back alone unless a quote was left open above.
_END = "\x1eend"


def read_rows(payload, told=None):
    """(rows, what is worth saying) of a delimited text; `told` is {"encoding", "delimiter"} said by hand."""
    told = told or {}
    text, source = decode(payload, told.get("encoding"))
    declared = _DECLARED.match(text)  # Excel's own first line « sep=; », which is an order and no row
    text = text[declared.end() :] if declared else text
    delimiter = told.get("delimiter") or (declared.group(1) if declared else find_delimiter(text))
    return _rows(text, delimiter), {"kind": "csv", **source, "delimiter": DELIMITERS[delimiter]}


def _rows(text, delimiter):
    csv.field_size_limit(bounds.MAX_CELL_CHARACTERS * 4)
    line = 0
    try:
        for row in csv.reader(chain(io.StringIO(text, newline=""), [_END]), delimiter=delimiter):
            if row == [_END]:
                return
            line += 1
            if row and row[-1].endswith(_END):
                raise Refusal(_OPEN_QUOTE.format(line=line))
            yield row
    except csv.Error as error:
        raise Refusal(_OPEN_QUOTE.format(line=line + 1)) from error


def find_delimiter(text):
    """The delimiter that cuts the first rows into the most cells, evenly."""
    sample = text[:_SAMPLE_SIGNS]
    scores = {delimiter: _score(sample, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=scores.get)
    return best if scores[best] else ";"


def _score(text, delimiter):
    widths = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                widths.append(len(row))
            if len(widths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return 0
    # A comma is also a sign of prose: in a heading it would stand if it cut the rows.
    if not widths or (widths[0] == 1 and delimiter == ","):
        return 0
    usual = max(set(widths), key=widths.count)
    even = widths.count(usual) / len(widths)
    return even * (10 + min(usual, bounds.MAX_COLUMNS)) if usual > 1 else 0
