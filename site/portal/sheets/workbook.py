"""Workbooks (.xlsx and .ods), opened once looked at. Imported by the child process only."""

import datetime
import io
import posixpath
import re
import zipfile
from contextlib import contextmanager
from xml.etree import ElementTree

from portal.sandbox.child import Refusal
from portal.sheets.extent import TOO_MANY_COLUMNS
from portal.sheets.guard import BROKEN, PROTECTED, inspect_workbook
from portal.sheets.open_document import inspect_open_document, refuse_many_sheets, with_signs
from portal.sheets.scan import SheetScan

# The usual format, and the one that Excel calls « Strict Open XML ».
_LINKS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z?", re.ASCII)


@contextmanager
def trouble_in_french():
    """What the library says of a damaged workbook, as a refusal."""
    # Looked up here so that the guard has spoken before the library is even loaded.
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise Refusal(PROTECTED) from error
    except (CalamineError, ElementTree.ParseError, KeyError) as error:
        raise Refusal(BROKEN) from error


class _Opened:
    """A workbook that passed the guard: its worksheets by name, and their rows."""

    def __init__(self, payload, limits):
        self.limits = limits
        with trouble_in_french():
            from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

            self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(payload))
            sheets = [s for s in self._workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
            self.names = [sheet.name for sheet in sheets]
            self.visible = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]

    def is_empty(self, name):
        return not self.scan(name).filled

    def lines(self, name):
        """The rows of a sheet from its first line on, cells as the library gives them: "" is an empty one."""
        with trouble_in_french():
            sheet = self._workbook.get_sheet_by_name(name)
            columns = sheet.end[1] + 1 if sheet.end else 0
            if columns > self.limits.far_column:
                raise Refusal(TOO_MANY_COLUMNS.format(columns=columns, limit=self.limits.columns))
            # Rows come from the first line on, so that numbers are those that the person sees in her
            # spreadsheet; columns only from the first filled one.
            left = [""] * (sheet.start[1] if sheet.start else 0)
            rows = (left + row for row in sheet.iter_rows()) if left else sheet.iter_rows()
        suspects = self.scan(name).suspects
        return _with_broken(rows, suspects) if suspects else rows

    def rows(self, name):
        """The same, as a list of cells as JSON carries them."""
        with trouble_in_french():
            return [[_plain(cell) for cell in row] for row in self.lines(name)]


class Book(_Opened):
    """An .xlsx: its sheets, and what is written in its properties."""

    def __init__(self, payload, limits):
        self._scans = inspect_workbook(payload, limits)
        self._archive = zipfile.ZipFile(io.BytesIO(payload))
        with trouble_in_french():
            self._is_strict = _STRICT in self._archive.read("xl/workbook.xml")
            self._members = self._members_by_name()
        super().__init__(payload, limits)

    def lines(self, name):
        """The same; the strict format writes dates as texts where the usual one has numbers."""
        rows = super().lines(name)
        return ([_dated(cell) for cell in row] for row in rows) if self._is_strict else rows

    def scan(self, name):
        """What the guard saw in this sheet."""
        return self._scans.get(self._members.get(name)) or SheetScan(self.limits)

    def property(self, name):
        """A custom property of the workbook, as text; "" when it has none."""
        if "docProps/custom.xml" not in self._archive.namelist():
            return ""
        with trouble_in_french():
            for found in self._xml("docProps/custom.xml"):
                if found.get("name") == name:
                    return "".join(found.itertext()).strip()
        return ""

    def _members_by_name(self):
        """{name of a sheet: its member of the archive}, as the workbook itself says."""
        book = self._archive.read("xl/workbook.xml")
        refuse_many_sheets(book.count(b"<sheet "))
        targets = {link.get("Id"): link.get("Target", "") for link in self._xml("xl/_rels/workbook.xml.rels")}
        return {
            sheet.get("name"): _in_archive(targets.get(_link_of(sheet), ""))
            for sheet in _parsed(book).iter()
            if sheet.tag.endswith("}sheet")
        }

    def _xml(self, member):
        return _parsed(self._archive.read(member))


class OpenDocument(_Opened):
    """An .ods."""

    def __init__(self, payload, limits):
        seen = inspect_open_document(payload, limits)
        self._scans = {scan.name: scan for scan in seen.tables}
        super().__init__(with_signs(payload) if seen.has_signs else payload, limits)

    def scan(self, name):
        """What the guard saw in this sheet."""
        return self._scans.get(name) or SheetScan(self.limits)


def _parsed(xml):
    # In the child process, under its limits; the guard has refused entities, and expat would too.
    return ElementTree.fromstring(xml)  # noqa: S314


def _dated(cell):
    if not isinstance(cell, str) or not _MOMENT.fullmatch(cell):
        return cell
    try:
        return datetime.datetime.fromisoformat(cell.removesuffix("Z"))
    except ValueError:
        return cell


def _link_of(sheet):
    return next(filter(None, map(sheet.get, _LINKS)), "")


def _in_archive(target):
    return posixpath.normpath(posixpath.join("/xl", target))[1:]


def read_rows(kind, payload, limits):
    """(rows, what is worth saying, what the guard saw) of the first visible sheet with something in it."""
    book = (OpenDocument if kind == "ods" else Book)(payload, limits)
    filled = [name for name in book.visible if not book.is_empty(name)]
    if not filled:
        raise Refusal("Ce classeur est vide : aucune de ses feuilles visibles n’a de ligne remplie.")
    source = {
        "kind": kind,
        "sheet": filled[0],
        "sheets_aside": filled[1:],
        "sheets_hidden": [name for name in book.names if name not in book.visible],
    }
    return book.lines(filled[0]), source, book.scan(filled[0])


def _with_broken(rows, suspects):
    """A formula with a result is its result; of one without, or in error, the library saw nothing at all."""
    places = {}
    for (line, column), text in suspects.items():
        places.setdefault(line, []).append((column, text))
    line = 0
    for line, row in enumerate(rows, start=1):
        yield _with_texts(row, places[line]) if line in places else row
    # They may stand below the last row that the library saw.
    for below in range(line + 1, max(places) + 1):
        yield _with_texts([], places.get(below, ()))


def _with_texts(row, texts):
    for column, text in texts:
        row.extend([""] * (column - len(row)))
        if row[column - 1] == "":
            row[column - 1] = Broken(text)
    return row


class Broken:
    """A cell in error, or a formula that was never worked out."""

    def __init__(self, text):
        self.text = text


def _plain(cell):
    """A cell as JSON carries it: dates and times are tagged, the rest is as it is."""
    if cell == "":
        return None
    return cell if isinstance(cell, str | float | int) else tagged(cell)


def tagged(cell):
    """What JSON has no word for, as a pair that says its kind."""
    if cell.__class__ is datetime.date:
        return ["date", cell.isoformat()]
    if isinstance(cell, datetime.datetime):
        # Excel counts days: midnight is how it writes a date alone.
        if (cell.hour, cell.minute, cell.second) == (0, 0, 0):
            return ["date", cell.date().isoformat()]
        return ["datetime", cell.isoformat(timespec="minutes")]
    if isinstance(cell, datetime.time):
        return ["minutes", cell.hour * 60 + cell.minute]
    if isinstance(cell, datetime.timedelta):
        return ["minutes", cell.total_seconds() / 60]
    return ["broken", cell.text]
