"""A worksheet's XML looked at in pieces, by regular expressions alone: no Python runs for an ordinary cell.

Found: cells too far away for a reader that makes room for the whole rectangle; cells in error and formulas
without a result, which a reader shows as empty; and what a person would want to be told (hidden, merged).
"""

import re
from functools import cache

from portal.sandbox.child import Refusal
from portal.sheets import limits as bounds

FAR = (
    "Une cellule remplie se trouve très loin du tableau (en {place}). "
    "Effacez-la, ou copiez les lignes utiles dans un nouveau classeur, puis renvoyez-le."
)
FORMULAS = (
    "Ce classeur contient trop de formules sans résultat. Copiez ses cellules, collez-les « valeurs seules » "
    "dans un nouveau classeur et renvoyez celui-là."
)
TOO_MANY_ROWS = "Ce fichier a plus de {rows} lignes. Coupez-le en plusieurs fichiers."
TOO_MANY_COLUMNS = (
    "Ce fichier a {columns} colonnes ; {limit} au plus sont lues. Gardez les colonnes utiles et renvoyez-le."
)

# The longest cell that may be cut between two pieces: Excel's longest formula, as XML may write it.
OVERLAP = 16 * 1024
_ADDRESS = re.compile(rb'\sr="([A-Za-z]{0,6})(\d{1,9})"')
_REST_OF_TAG = re.compile(rb"(?:\s*[\w:]+=(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_HIDDEN_ROW = re.compile(rb'row ([^>]*hidden="(?:1|true)"[^>]*)>')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col ([^>]*hidden="(?:1|true)"[^>]*)>')
_MERGED = re.compile(rb'mergeCell ref="([^"]*)"')
_WITHOUT_RESULT = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*(?:/>|></(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)
_ERROR = re.compile(rb"\st=\"e\"")
_ERROR_TEXT = re.compile(rb"v>(#[A-Z0-9/!?]{2,12})</")
_VALUE = "#VALEUR!"


class SheetScan:
    """What one member of the archive holds, if it is a sheet."""

    def __init__(self, limits):
        self.limits = limits
        self.suspects = {}  # (row, column) → what to show there
        self.hidden_rows, self.hidden_columns, self.merged = set(), set(), set()
        self.filled = False
        self._maybe_far, self._far = _far_patterns(limits.columns, limits.rows + bounds.HEADER_SEARCH_ROWS)
        self._tail = b""
        self._height = self._width = self._beside = 0
        self._furthest = ""

    def feed(self, chunk):
        text = self._tail + chunk
        self._tail = text[-OVERLAP:]
        if b" r='" in text:
            text = text.replace(b"'", b'"')  # both quotes are XML
        self._see_values(text)
        if self._maybe_far.search(text):
            for match in self._far.finditer(text):
                self._see_far(match, text)
        self._see_suspects(text)
        self._see_layout(text)

    def _see_values(self, text):
        last = text.rfind(b"v>")
        last = max(last, text.rfind(b"is>", max(last, 0)))
        if last < 0:
            return
        self.filled = True
        # Rows come in order: the last value stands in the last row.
        address = _ADDRESS.match(text, text.rfind(b' r="', 0, last))
        if address and address.group(1):
            self._grow(int(address.group(2)), 0)

    def _see_far(self, match, text):
        letters, row = match.group(1), int(match.group(2))
        if not letters:
            # Cells may leave out their own address and take their row's.
            if b"<c>" in text[match.end() : match.end() + 1024]:
                self._refuse_row(row)
            return
        rest = _REST_OF_TAG.match(text, match.end())
        if rest and rest.group(1):
            return  # formatted but empty: spreadsheets leave thousands of them, readers skip them
        if not rest and b">" not in text[match.end() :]:
            return  # cut here: the next piece holds it whole
        column = column_number(letters)
        self._furthest = f"{letters.decode()}{row}"
        if column > self.limits.far_column:
            raise Refusal(FAR.format(place=self._furthest))
        if row > self.limits.rows + bounds.HEADER_SEARCH_ROWS:
            self._refuse_row(row)
        self._beside += 1
        self._grow(row, column)

    def _grow(self, height, width):
        self._height, self._width = max(self._height, height), max(self._width, width)
        if self._beside > bounds.MAX_BESIDE:
            raise Refusal(TOO_MANY_COLUMNS.format(columns=self._width, limit=self.limits.columns))
        if self._height * self._width > self.limits.area:
            if self._beside > self._width:
                raise Refusal(TOO_MANY_COLUMNS.format(columns=self._width, limit=self.limits.columns))
            raise Refusal(FAR.format(place=self._furthest))

    def _refuse_row(self, row):
        if row > self.limits.rows * 5:
            raise Refusal(FAR.format(place=f"ligne {row}"))
        raise Refusal(TOO_MANY_ROWS.format(rows=self.limits.rows_in_words))

    def _see_suspects(self, text):
        if b't="e"' in text:
            for match in _ERROR.finditer(text):
                said = _ERROR_TEXT.search(text, match.end(), max(text.find(b"c>", match.end()), 0))
                self._suspect(text, match.start(), said.group(1).decode() if said else _VALUE)
        if b"<f" in text or b":f" in text:
            for match in _WITHOUT_RESULT.finditer(text):
                self._suspect(text, match.start(), _VALUE)

    def _suspect(self, text, position, said):
        opening = text.rfind(b"<", 0, position)
        tag = text[max(opening, 0) : text.find(b">", opening)]
        address = _ADDRESS.search(tag)
        # A formula that gives a text gives an empty one here: there is nothing to show.
        if opening < 0 or not address or b't="str"' in tag:
            return
        self.filled = True
        self.suspects[int(address.group(2)), column_number(address.group(1))] = said
        if len(self.suspects) > bounds.MAX_SUSPECTS:
            raise Refusal(FORMULAS)

    def _see_layout(self, text):
        if b'hidden="' in text:
            for tag in _HIDDEN_ROW.findall(text):
                address = _ADDRESS.search(b" " + tag)
                if address and not tag.endswith(b"/"):
                    self.hidden_rows.add(int(address.group(2)))
            self.hidden_columns.update(_HIDDEN_COLUMN.findall(text))
        if b"mergeCell " in text:
            self.merged.update(_MERGED.findall(text))


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


def column_number(letters):
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def column_letters(number):
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
