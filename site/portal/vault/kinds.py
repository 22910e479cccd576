"""Which files we take, told by their first bytes and not by their name."""

KINDS = {
    "pdf": (("application/pdf", (b"%PDF-",), "pdf"),),
    "image": (
        ("image/jpeg", (b"\xff\xd8\xff",), "jpg"),
        ("image/png", (b"\x89PNG\r\n\x1a\n",), "png"),
    ),
    "sheet": (
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            (b"PK\x03\x04",),
            "xlsx",
        ),
    ),
    # Text has no first bytes of its own: whoever asks for this kind has read it before, and names it last.
    "delimited": (("text/csv", (b"",), "csv"),),
}
WORDS = {"pdf": "PDF", "image": "image JPEG ou PNG", "sheet": "classeur XLSX", "delimited": "tableau CSV"}


def recognise(head, kinds):
    """(content type, extension) of a file from its first bytes, or None when it is none of these kinds."""
    for kind in kinds:
        for content_type, marks, extension in KINDS[kind]:
            if head.startswith(marks):
                return content_type, extension
    return None


def in_words(kinds):
    return " ou ".join(WORDS[kind] for kind in sorted(kinds))
