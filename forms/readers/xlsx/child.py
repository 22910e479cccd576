"""What runs in the limited child process: a filled workbook in; its sheets, and the stamps in it, out."""

import json

from portal.sandbox.child import Refusal
from portal.sheets import limits as bounds
from portal.sheets.child import check_size, sniff, trimmed

META, PROPERTY = "_meta", "heberge-toit-formulaire"


def read(payload, options):
    """{"sheets": [{"name", "rows"}], "version", "example"} as JSON bytes. Raises Refusal in French."""
    if payload.startswith(b"%PDF-"):
        raise Refusal(
            "Ce fichier est un PDF, pas un tableur. Un formulaire PDF rempli se dépose par « Lire un PDF », "
            "dans les orientations."
        )
    if sniff(payload) != "xlsx":
        raise Refusal(
            "Ce fichier n’est pas un classeur .xlsx. Ouvrez-le dans votre tableur, choisissez « Enregistrer "
            "sous », puis « Classeur Excel (.xlsx) », et déposez ce nouveau fichier."
        )
    # The guard of this module speaks before the spreadsheet library is loaded.
    from portal.sheets.workbook import Book

    limits = bounds.from_options(options)
    book = Book(payload, limits)
    meta = _meta(book)
    answer = {
        "sheets": [
            {"name": name, "rows": _rows(book, name, limits)}
            for name in book.visible
            if not book.is_empty(name)
        ],
        "version": meta.get("version") or book.property(PROPERTY),
        "example": meta.get("exemple", ""),
    }
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")


def _rows(book, name, limits):
    rows = trimmed(book.rows(name))
    if rows:
        check_size(rows, limits, headings=bounds.HEADER_SEARCH_ROWS)
    return rows


def _meta(book):
    """{name: text} of the sheet that no menu shows; nothing when somebody took it away."""
    if META not in book.names:
        return {}
    return {
        row[0]: row[1]
        for row in book.rows(META)[: bounds.HEADER_SEARCH_ROWS]
        if len(row) > 1 and isinstance(row[0], str) and isinstance(row[1], str)
    }
