"""A worksheet's XML looked at in pieces, by regular expressions alone: no Python runs for an ordinary cell.

Found: cells too far away for a reader that makes room for the whole rectangle; cells in error and formulas
without a result, which a reader shows as empty; and what a person would want to be told (hidden, merged).
"""

import re
from functools import cache

from portal.sandbox.child import Refusal
from portal.sheets import limits as bounds
from portal.sheets.extent import Extent, column_letters, column_number

FORMULAS = (
    "Ce classeur contient trop de formules sans résultat. Copiez ses cellules, collez-les « valeurs seules » "
    "dans un nouveau classeur et renvoyez celui-là."
)
# The longest cell that may be cut between two pieces: Excel's longest formula, as XML may write it.
OVERLAP = 16 * 1024
_ADDRESS = re.compile(rb'\sr="([A-Za-z]{0,6})(\d{1,9})"')
_REST_OF_TAG = re.compile(rb"(?:\s*[\w:]+=(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_HIDDEN_ROW = re.compile(rb'row ([^>]*hidden="(?:1|true)"[^>]*)>')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col ([^>]*hidden="(?:1|true)"[^>]*)>')
_FROM_TO = re.compile(rb'\b(?:min|max)="(\d{1,9})"')
_MERGED = re.compile(rb'mergeCell ref="([^"]*)"')
_WITHOUT_RESULT = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*(?:/>|></(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)
_ERROR = re.compile(rb"\st=\"e\"")
_ERROR_TEXT = re.compile(rb"v>(#[A-Z0-9/!?]{2,12})</")
NO_RESULT = "#VALEUR!"


class SheetScan:
    """What one member of the archive holds, if it is a sheet."""

    def __init__(self, limits):
        self.limits = limits
        self.suspects = {}  # (row, column) → what to show there
        self.hidden_rows, self.hidden_columns, self._merged = set(), set(), set()
        self.filled = False
        self._extent = Extent(limits)
        self._maybe_far, self._far = _far_patterns(limits.columns, self._extent.last_row)
        self._tail = b""

    def feed(self, chunk):
        text = self._tail + chunk
        self._tail = text[-OVERLAP:]
        if b" r='" in text:
            text = text.replace(b"'", b'"')  # both quotes are XML
        if self._maybe_far.search(text):
            for match in self._far.finditer(text):
                self._see_far(match, text)
        self._see_values(text)
        self._see_suspects(text)
        self._see_layout(text)

    def close(self):
        """Nothing is left to look at: the last piece was looked at as it came."""

    @property
    def merged(self):
        """How many ranges of cells are merged into one."""
        return len(self._merged)

    def _see_values(self, text):
        last = text.rfind(b"v>")
        last = max(last, text.rfind(b"is>", max(last, 0)))
        if last < 0:
            return
        self.filled = True
        # Rows come in order: the last value stands in the last row.
        address = _ADDRESS.match(text, text.rfind(b' r="', 0, last))
        if address and address.group(1):
            self._extent.reach_row(int(address.group(2)))

    def _see_far(self, match, text):
        letters, row = match.group(1), int(match.group(2))
        if not letters:
            # Cells may leave out their own address and take their row's.
            if b"<c>" in text[match.end() : match.end() + 1024]:
                self._extent.refuse_row(row)
            return
        rest = _REST_OF_TAG.match(text, match.end())
        if rest and rest.group(1):
            return  # formatted but empty: spreadsheets leave thousands of them, readers skip them
        if not rest and b">" not in text[match.end() :]:
            return  # cut here: the next piece holds it whole
        column = column_number(letters)
        if column > self.limits.columns:
            self._extent.reach_beside(row, column)
        self._extent.reach_row(row)

    def _see_suspects(self, text):
        if b't="e"' in text:
            for match in _ERROR.finditer(text):
                said = _ERROR_TEXT.search(text, match.end(), max(text.find(b"c>", match.end()), 0))
                self._suspect(text, match.start(), said.group(1).decode() if said else NO_RESULT)
        if b"<f" in text or b":f" in text:
            for match in _WITHOUT_RESULT.finditer(text):
                self._suspect(text, match.start(), NO_RESULT)

    def _suspect(self, text, position, said):
        opening = text.rfind(b"<", 0, position)
        tag = text[max(opening, 0) : text.find(b">", opening)]
        address = _ADDRESS.search(tag)
        # A formula that gives a text gives an empty one here: there is nothing to show.
        if opening < 0 or not address or b't="str"' in tag:
            return
        self.filled = True
        self.suspects[int(address.group(2)), column_number(address.group(1))] = said
        refuse_many(self.suspects)

    def _see_layout(self, text):
        if b'hidden="' in text:
            self.hidden_rows.update(_hidden_rows(text))
            self.hidden_columns.update(_hidden_columns(text, self.limits.columns))
        if b"mergeCell " in text:
            self._merged.update(_MERGED.findall(text))


def _hidden_rows(text):
    for tag in _HIDDEN_ROW.findall(text):
        address = _ADDRESS.search(b" " + tag)
        if address and not tag.endswith(b"/"):
            yield int(address.group(2))


def _hidden_columns(text, last):
    for tag in _HIDDEN_COLUMN.findall(text):
        places = [int(place) for place in _FROM_TO.findall(tag)]
        if places:
            yield from range(min(places), min(max(places), last) + 1)


def refuse_many(suspects):
    if len(suspects) > bounds.MAX_SUSPECTS:
        raise Refusal(FORMULAS)


@cache
def _far_patterns(column, row):
    """Addresses on the right of this column or below this row: a pattern that hurries, and the exact one.

    Nearly every piece of an ordinary sheet is done with the first: no column of two letters, no row of as
    many digits as the last one allowed.
    """
    letters, digits = column_letters(column), str(row)
    right = "|".join(_above(letters, "Z", "A-Za-z"))
    below = "|".join(_above(digits, "9", "0-9"))
    maybe = rf' r="(?:[A-Za-z]{{{len(letters)}}}|[A-Za-z]*[0-9]{{{len(digits)}}})'
    exact = rf' r="(?=(?:{right})[0-9]|[A-Za-z]*(?:{below})")([A-Za-z]{{0,6}})([0-9]{{1,9}})"'
    return re.compile(maybe.encode()), re.compile(exact.encode())


def _above(bound, last, any_sign):
    """Patterns of what comes after `bound`: longer, or as long and greater where they differ first."""
    yield f"[{any_sign}]{{{len(bound) + 1},}}"
    for place, sign in enumerate(bound):
        if sign < last:
            greater = f"[{chr(ord(sign) + 1)}-{last}]"
            yield f"{_either_case(bound[:place] + greater)}[{any_sign}]{{{len(bound) - place - 1}}}"


def _either_case(pattern):
    return pattern if pattern == pattern.lower() else f"(?:{pattern}|{pattern.lower()})"
