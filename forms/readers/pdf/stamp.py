"""The only mark that is taken from a document: « orientation;3;5355d5335930 », alone or in our address."""

import re

STAMP = re.compile(r"[a-z0-9_-]{1,50};[0-9]{1,6};[0-9a-f]{12}", re.ASCII)
# What forms.outputs.pdf.document draws in the square: the site may have had another name when it was printed.
_SQUARE = re.compile(rf"(?:https?://[!-~]{{1,200}}/orienter/#)?({STAMP.pattern})", re.ASCII)
_LONGEST = 300


def stamp_in_square(text):
    """The stamp that a square says, or None when the square is not one of ours; nothing in it is followed."""
    found = _SQUARE.fullmatch(text) if len(text) <= _LONGEST else None
    return found[1] if found else None
