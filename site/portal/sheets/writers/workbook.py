"""A .xlsx written as it is sent: nothing keeps the sheet in memory, or in clear in a temporary file.

Every cell carries its type. Text is an inline string, so none can become a formula, whatever it begins with.
"""

import datetime
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EPOCH = datetime.date(1899, 12, 30)
_HEADER, _TEXT, _DATE = 1, 2, 3
MAX_TEXT = 32_767
# The sheet of the drop-down lists, and how far below the last line they are still offered.
_LISTS, _MORE_LINES = "Listes", 1_000
_AT_ONCE = 64 * 1024
# Signs that XML cannot carry, and the look of their own escape.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
# Two that are no letters and that no workbook gives back, not even escaped.
_NO_LETTERS = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/worksheets/sheet2.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
)
_ROOT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK_LINKS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>'
)
_STYLES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1B2A49"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" '
    'applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" horizontal="left"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def stream(headings, widths, rows, *, sheet="Export", lists=None, row_count=None):
    """Yield the bytes of a workbook with one sheet, a header that stays in view, a filter on each column.

    `lists` gives for each column the words it accepts when the file comes back, or None: drop-down lists.
    """
    lists = lists or [None] * len(headings)
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _ROOT)
        archive.writestr("xl/_rels/workbook.xml.rels", _BOOK_LINKS)
        archive.writestr("xl/styles.xml", _STYLES)
        archive.writestr("xl/workbook.xml", _workbook(sheet))
        archive.writestr("xl/worksheets/sheet2.xml", _words(headings, lists))
        # The plain form of archives is read everywhere; the large one only where nothing else will do.
        large = row_count is None or row_count > 500_000
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=large) as part:
            part.write(_head(headings, widths).encode())
            last, columns, waiting, size = 1, _letters_of(len(headings)), [], 0
            for last, row in enumerate(rows, start=2):
                waiting.append(_row(last, row, columns))
                size += len(waiting[-1])
                if size > _AT_ONCE:
                    part.write("".join(waiting).encode())
                    waiting, size = [], 0
                    yield from sink.drain()
            part.write("".join(waiting).encode())
            part.write(_foot(len(headings), last, lists).encode())
        yield from sink.drain()
    yield from sink.drain(everything=True)


class _Sink:
    """What zipfile writes to: a file that cannot go back, emptied as it fills."""

    def __init__(self):
        self.parts, self.size = [], 0

    def write(self, data):
        self.parts.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self):
        pass

    def drain(self, *, everything=False):
        if self.size > 32 * 1024 or (everything and self.size):
            data, self.parts, self.size = b"".join(self.parts), [], 0
            yield data


def _workbook(sheet):
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name={quoteattr(sheet[:31])} sheetId="1" r:id="rId1"/>'
        f'<sheet name="{_LISTS}" sheetId="2" state="hidden" r:id="rId3"/></sheets></workbook>'
    )


def _head(headings, widths):
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, start=1)
    )
    cells = "".join(
        _string(f"{letters(n)}1", heading, _HEADER) for n, heading in enumerate(headings, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{columns}</cols><sheetData><row r="1" ht="22" customHeight="1">{cells}</row>'
    )


def _foot(width, last, lists):
    rules = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{letters(n)}2:{letters(n)}'
        f'{last + _MORE_LINES}"><formula1>{_LISTS}!${letters(n)}$2:${letters(n)}${len(words) + 1}</formula1>'
        "</dataValidation>"
        for n, words in enumerate(lists, start=1)
        if words
    )
    count = sum(1 for words in lists if words)
    rules = rules and f'<dataValidations count="{count}">{rules}</dataValidations>'
    return f'</sheetData><autoFilter ref="A1:{letters(width)}{last}"/>{rules}</worksheet>'


def _words(headings, lists):
    """The sheet that drop-down lists are made of: a list written in a cell's rule stops at 255 signs."""
    rows = []
    for line in range(max((len(words) + 1 for words in lists if words), default=0)):
        cells = "".join(
            _string(f"{letters(n)}{line + 1}", words[line - 1] if line else heading, _TEXT)
            for n, (heading, words) in enumerate(zip(headings, lists, strict=True), start=1)
            if words and line <= len(words)
        )
        rows.append(f'<row r="{line + 1}">{cells}</row>')
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    )


def _letters_of(width):
    return [letters(n) for n in range(1, width + 1)]


def _row(number, row, columns):
    cells = "".join(
        [
            _cell(f"{column}{number}", cell)
            for column, cell in zip(columns, row, strict=True)
            if cell is not None
        ]
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place, cell):
    if cell.__class__ is str:
        return _string(place, cell, _TEXT) if cell else ""
    if isinstance(cell, bool):
        return _string(place, "oui" if cell else "non", _TEXT)
    if isinstance(cell, (int, float)):
        return f'<c r="{place}"><v>{cell}</v></c>'
    if isinstance(cell, datetime.date):
        # Excel knows no day before 1900; it is then said in words.
        if cell.year < 1901:
            return _string(place, f"{cell:%d/%m}/{cell.year:04d}", _TEXT)
        return f'<c r="{place}" s="{_DATE}"><v>{(cell - _EPOCH).days}</v></c>'
    return _string(place, str(cell), _TEXT) if cell != "" else ""


def _string(place, text, style):
    text = text[:MAX_TEXT].translate(_NO_LETTERS)
    text = _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return f'<c r="{place}" t="inlineStr" s="{style}"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def letters(number):
    """1 -> A, 27 -> AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
