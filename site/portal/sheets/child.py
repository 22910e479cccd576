"""What runs in the limited child process: a file in, rows as JSON lines out. It imports no Django."""

from portal.sandbox.child import Refusal
from portal.sheets import comma, packing
from portal.sheets import limits as bounds
from portal.sheets.decoding import NOT_TEXT
from portal.sheets.extent import TOO_MANY_COLUMNS, TOO_MANY_ROWS
from portal.sheets.packing import EMPTY, TOO_MUCH_TEXT, refuse_long_cells

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(payload, options):
    """The sheet in this file, as `packing` writes it. Raises Refusal in French."""
    limits, kind = bounds.from_options(options), sniff(payload)
    if kind == "csv":
        rows, source = comma.read_rows(payload, options.get("text"))
        return packing.packed(rows, source, limits)
    from portal.sheets import workbook

    with workbook.trouble_in_french():
        rows, source, scan = workbook.read_rows(kind, payload, limits)
        return packing.packed(rows, source, limits, scan, workbook.tagged)


def sniff(payload):
    """xlsx, ods or csv, told by the first bytes; anything else is refused by its name."""
    if not payload.strip():
        raise Refusal(EMPTY)
    if payload.startswith(b"PK\x03\x04"):
        return _sniff_archive(payload)
    if payload.startswith(_OLD_EXCEL):
        if "EncryptedPackage".encode("utf-16-le") in payload:
            raise Refusal("Ce classeur est protégé par un mot de passe. Enlevez-le et renvoyez le fichier.")
        raise Refusal(
            "Ce fichier est au vieux format Excel (.xls). Dans votre tableur, choisissez "
            "« Enregistrer sous » puis « Classeur Excel (.xlsx) » et renvoyez-le."
        )
    if payload.startswith(b"%PDF-"):
        raise Refusal(
            "Ce fichier est un PDF, pas un tableau. Envoyez le tableau lui-même, en .xlsx ou en .csv."
        )
    if payload[:512].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml", b"{\\rtf")):
        raise Refusal(NOT_TEXT)
    return "csv"


def _sniff_archive(payload):
    # OpenDocument says what it is in its first member, unpacked; the guard says what any other archive is.
    start = 30 + int.from_bytes(payload[26:28], "little") + int.from_bytes(payload[28:30], "little")
    if payload[30:38] != b"mimetype" or not payload.startswith(_OPEN_DOCUMENT, start):
        return "xlsx"
    if payload.startswith(_OPEN_DOCUMENT + b"spreadsheet", start):
        return "ods"
    raise Refusal(
        "Ce fichier est un document OpenDocument, mais pas un classeur. "
        "Envoyez le tableau lui-même, en .xlsx, en .ods ou en .csv."
    )


def trimmed(rows):
    """Without the empty rows and columns at the end; those in between keep their place."""
    while rows and not any(_filled(cell) for cell in rows[-1]):
        rows.pop()
    width = max((_width(row) for row in rows), default=0)
    return [[*row[:width], *[None] * (width - len(row))] for row in rows]


def _width(row):
    for position in range(len(row), 0, -1):
        if _filled(row[position - 1]):
            return position
    return 0


def _filled(cell):
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def check_size(rows, limits, headings=1):
    """Raise Refusal when there is nothing, or too much: rows, columns, a cell, text as a whole."""
    if not rows:
        raise Refusal(EMPTY)
    if len(rows) > limits.rows + headings:
        raise Refusal(TOO_MANY_ROWS.format(rows=limits.rows_in_words))
    if len(rows[0]) > limits.columns:
        raise Refusal(TOO_MANY_COLUMNS.format(columns=len(rows[0]), limit=limits.columns))
    refuse_long_cells(enumerate(rows, start=1))
    if sum(len(cell) for row in rows for cell in row if isinstance(cell, str)) > limits.text:
        raise Refusal(TOO_MUCH_TEXT)
