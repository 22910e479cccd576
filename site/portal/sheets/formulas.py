"""No cell is ever a live formula.

A text that a spreadsheet could take for a formula is written with an apostrophe before it in text files; the
same rule read backwards takes it away again, so that every text comes back as it was. In .xlsx nothing is
needed: cells carry their type. Numbers and dates are no text and pass as they are.
"""

import re

# OWASP's list, with the full-width signs that some spreadsheets take for the plain ones.
_DANGEROUS = re.compile(r"^[\s']*(?:[=+\-@\t\r\n]|[＝＋－＠])")
_STARTS_BLANK = re.compile(r"^'*[\t\r\n]")


def looks_live(text):
    """Whether a spreadsheet might run this text instead of showing it."""
    return bool(_DANGEROUS.match(text) or _STARTS_BLANK.match(text))


def guarded(text):
    """The text, harmless in a text file."""
    return f"'{text}" if looks_live(text) else text


def unguarded(text):
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith("'") and looks_live(text[1:]) else text
