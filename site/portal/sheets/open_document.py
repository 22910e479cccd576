"""An .ods looked at before any library opens it: row by row, its cells only where they may be a trap.

OpenDocument writes no addresses: a cell says how often it is repeated, and so does a row. Every sheet ends
with a million empty rows told in one line, which is no matter; a filled cell after such a gap is.
"""

import html
import io
import re
import zipfile

from portal.sandbox.child import Refusal
from portal.sheets import limits as bounds
from portal.sheets.extent import Extent
from portal.sheets.guard import NOT_A_WORKBOOK, PROTECTED, TRAP, opened, unpack
from portal.sheets.scan import NO_RESULT, refuse_many

_OPENING = re.compile(rb"<table:table(-row)?(?=[ />])([^>]*)>")
_NAME = re.compile(rb'table:name="([^"]*)"')
_ROWS = re.compile(rb'table:number-rows-repeated="(\d{1,9})"')
_COLUMNS = re.compile(rb'table:number-columns-repeated="(\d{1,9})"')
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_MERGED = re.compile(rb'-spanned="(?!1")\d')
# A cell that stands for many others, unless it is the empty end of its row.
_WIDE = re.compile(rb'columns-repeated="\d\d+"(?![^>]*/>\s*</table:table-row>)')
_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[ />])([^>]*)>")
_COLUMN = re.compile(rb"<table:table-column(?=[ />])([^>]*)>")
_TEXT = re.compile(rb"<text:p[^>]*>([^<]{1,40})")
_TAB = re.compile(rb"<text:tab(?=[ />])[^>]*>(?:</text:tab>)?")
_BREAK = re.compile(rb"<text:line-break(?=[ />])[^>]*>(?:</text:line-break>)?")
# A row that does not end within this is no row that anybody typed.
_LONGEST_ROW = 8 * 1024 * 1024


class TableScan:
    """What one sheet holds."""

    def __init__(self, limits, name=""):
        self.limits, self.name = limits, name
        self.suspects, self.hidden_rows, self.hidden_columns = {}, set(), set()
        self.merged, self.filled = 0, False
        self._row, self._extent = 0, Extent(limits)

    def see_columns(self, body):
        """What stands between the name of a sheet and its first row."""
        column = 0
        for attributes in _COLUMN.findall(body):
            repeated = _COLUMNS.search(attributes)
            start, column = column + 1, column + (int(repeated.group(1)) if repeated else 1)
            if _HIDDEN.search(attributes):
                self.hidden_columns.update(range(start, min(column, self.limits.columns) + 1))

    def see_row(self, attributes, body):
        """The next row: its attributes, and all that follows up to the row after it."""
        repeated = _ROWS.search(attributes)
        repeated = max(int(repeated.group(1)), 1) if repeated else 1
        first, self._row = self._row + 1, self._row + repeated
        if b"value-type=" not in body and b"table:formula=" not in body:
            return  # an empty row weighs nothing until a filled one comes below
        self.filled = True
        self._extent.reach_row(self._row)
        if b"table:visibility=" in attributes and _HIDDEN.search(attributes):
            self.hidden_rows.update(range(first, self._row + 1))
        if b"-spanned=" in body:
            self.merged += len(_MERGED.findall(body))
        if self._has_wide(body) or b"table:formula=" in body or b'"error"' in body:
            self._see_cells(first, body)

    def _has_wide(self, body):
        # Of a filled cell both tags are counted: this is too soon rather than too late.
        return body.count(b"table-cell") > self.limits.columns or _WIDE.search(body)

    def _see_cells(self, first, body):
        column = 0
        for cell in _CELL.finditer(body):
            repeated = _COLUMNS.search(cell.group(1))
            start, column = column + 1, column + (int(repeated.group(1)) if repeated else 1)
            has_value = b"office:value-type=" in cell.group(1)
            if has_value and column > self.limits.columns:
                self._extent.reach_beside(self._row, column)
            said = _said_instead(cell.group(1), has_value, body, cell.end())
            if said:
                self._suspect(first, start, min(column, self.limits.columns), said)

    def _suspect(self, first, start, end, said):
        for row in range(first, self._row + 1):
            self.suspects.update({(row, column): said for column in range(start, end + 1)})
            refuse_many(self.suspects)


def _said_instead(attributes, has_value, body, position):
    """What to show for a cell in error, or for a formula without a result, which a reader shows as empty."""
    if b'value-type="error"' in attributes:
        text = _TEXT.match(body, position)
        return html.unescape(text.group(1).decode("utf-8", "replace")).replace(" ", "") if text else NO_RESULT
    return NO_RESULT if b"table:formula=" in attributes and not has_value else ""


class ContentScan:
    """The member content.xml, sheet by sheet and row by row."""

    def __init__(self, limits):
        self.limits, self.tables = limits, []
        # The library drops these signs; other spaces it reads.
        self.has_signs = False
        self._tail = b""

    def feed(self, chunk):
        text = self._tail + chunk
        whole = max(text.rfind(b"<table:table-row"), 0)
        self._tail = text[whole:]
        if len(self._tail) > _LONGEST_ROW:
            raise Refusal(TRAP)
        self._see(text[:whole])

    def close(self):
        self._see(self._tail)

    def _see(self, text):
        self.has_signs = self.has_signs or b"<text:tab" in text or b"<text:line-break" in text
        openings = list(_OPENING.finditer(text))
        ends = [opening.start() for opening in openings[1:]] + [len(text)]
        for opening, end in zip(openings, ends, strict=False):  # no opening, and yet an end
            is_row, attributes = opening.groups()
            if not is_row:
                self._begin(attributes, text[opening.end() : end])
            elif self.tables:
                self.tables[-1].see_row(attributes, text[opening.end() : end])

    def _begin(self, attributes, body):
        name = _NAME.search(attributes)
        name = html.unescape(name.group(1).decode("utf-8", "replace")) if name else ""
        self.tables.append(TableScan(self.limits, name))
        self.tables[-1].see_columns(body)
        refuse_many_sheets(len(self.tables))


class _Manifest:
    """Says whether the other members are encrypted."""

    def feed(self, chunk):
        if b"encryption-data" in chunk:
            raise Refusal(PROTECTED)

    def close(self):
        """Nothing more."""


class _Unread:
    """A member that nobody opens."""

    def feed(self, chunk):
        """Counted by the guard, nothing else."""

    def close(self):
        """Nothing more."""


def refuse_many_sheets(count):
    if count > bounds.MAX_SHEETS:
        raise Refusal(
            f"Ce classeur a plus de {bounds.MAX_SHEETS} feuilles. Copiez celle que vous voulez envoyer "
            "dans un nouveau classeur."
        )


def inspect_open_document(payload, limits):
    """The ContentScan of an .ods. Raises Refusal when it is a trap or cannot be read."""
    archive = opened(payload, limits)
    names = archive.namelist()
    if "encrypted-package" in names:
        raise Refusal(PROTECTED)
    if "content.xml" not in names:
        raise Refusal(NOT_A_WORKBOOK)
    # The manifest comes last in the archive, but says first that nothing else can be read.
    order = {"META-INF/manifest.xml": _Manifest(), "content.xml": ContentScan(limits)}
    archive.filelist.sort(key=lambda member: member.filename != "META-INF/manifest.xml")
    unpack(archive, lambda member: order.get(member) or _Unread())
    return order["content.xml"]


def with_signs(payload):
    """The same .ods, tabulations and new lines within a cell as signs in place of their tags."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(payload)) as source, zipfile.ZipFile(output, "w") as target:
        for name in ("mimetype", "META-INF/manifest.xml", "content.xml"):
            if name in source.namelist():
                target.writestr(zipfile.ZipInfo(name), _TAB.sub(b"\t", _BREAK.sub(b"\n", source.read(name))))
    return output.getvalue()
