"""French typography put right when a page is drawn, so that staff may type as they always do."""

import re

NNBSP = "\u202f"  # thin, before ; ! ?
NBSP = "\u00a0"  # full, before : and inside « »

_RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NBSP),
    (re.compile(r"[ \u00a0\u202f]*»"), NBSP + "»"),
    (re.compile(r"[ \u00a0](?=[;!?](?:\s|$|[»)<]))"), NNBSP),
    (re.compile(r" (?=:(?:\s|$))"), NBSP),
    (re.compile(r" (?=– )"), NBSP),
    (re.compile(r"(?<=\d) (?=(?:€|%|h\b|\d{3}\b))"), NBSP),
)
_TAG = re.compile(r"(<[^>]*>)")


def french(text):
    """Plain text with the apostrophes and spaces that French print asks for."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def french_html(markup):
    """The same for HTML: tags and their attributes are left alone."""
    return "".join(part if part.startswith("<") else french(part) for part in _TAG.split(markup))
