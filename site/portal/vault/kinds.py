"""Which files we take, told by their first bytes and not by their name."""

import re

KINDS = {
    "pdf": (("application/pdf", (b"%PDF-",), "pdf"),),
    "image": (
        ("image/jpeg", (b"\xff\xd8\xff",), "jpg"),
        ("image/png", (b"\x89PNG\r\n\x1a\n",), "png"),
    ),
    "sheet": (
        (
            "application/vnd.oasis.opendocument.spreadsheet",
            (
                re.compile(
                    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet", re.DOTALL
                ),
            ),
            "ods",
        ),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            (b"PK\x03\x04",),
            "xlsx",
        ),
    ),
    # Text has no first bytes of its own: whoever asks for this kind has read it before, and names it last.
    "delimited": (("text/csv", (b"",), "csv"),),
}
WORDS = {
    "pdf": "PDF",
    "image": "image JPEG ou PNG",
    "sheet": "classeur XLSX ou ODS",
    "delimited": "tableau CSV",
}


def recognise(head, kinds):
    """(content type, extension) of a file from its first bytes, or None when it is none of these kinds."""
    for kind in kinds:
        for content_type, marks, extension in KINDS[kind]:
            if any(_bears(head, mark) for mark in marks):
                return content_type, extension
    return None


def _bears(head, mark):
    """Whether these first bytes are the mark, or match it."""
    return head.startswith(mark) if isinstance(mark, bytes) else bool(mark.match(head))


def in_words(kinds):
    return " ou ".join(WORDS[kind] for kind in sorted(kinds))
