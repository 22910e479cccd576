"""Whatever people write comes back as it was, on the line where it stood, from every kind of file."""

import csv
import datetime
import io
from xml.sax.saxutils import escape

import xlsxwriter
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from portal.sheets import limits
from portal.sheets.child import read
from portal.sheets.sheet import Sheet
from tests.sheets.open_documents import EMPTY, ods, repeated_row, row, table, text, typed

quietly = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

# Signs that a spreadsheet has no way to hold: controls, halves of signs, and marks of encoding.
_signs = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff\ufffe\uffff")
texts = st.text(_signs, min_size=1, max_size=30).filter(str.strip)
french = st.text(
    st.sampled_from("abcXYZ 0123;,|\t\"'=+-@àâçéèêëîïôùûüœÀÉÈÇŒ«»’–…€°\u00a0"), min_size=1, max_size=20
).filter(str.strip)
# As many digits as a spreadsheet keeps.
numbers = st.decimals(-(10**9), 10**9, places=4).map(float) | st.integers(-(10**12), 10**12)
days = st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31))
moments = st.datetimes(datetime.datetime(1901, 1, 1), datetime.datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0, minute=moment.minute or 1)
)
cells = st.none() | texts | numbers | days | moments | st.booleans()


def tables(cell):
    return st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=12)
    )


def lines_of(content):
    """{line number: cells}, read in our own process: the file is our own."""
    sheet = Sheet(read(content, limits.TABLE.as_options()))
    return {line: cells for chunk in sheet.chunks(size=5) for line, cells in chunk}, sheet


def expected(rows, blank=lambda cell: cell is None):
    """{line number: cells} of the filled rows, as wide as the widest of them."""
    kept = {line: cells for line, cells in enumerate(rows, 1) if not all(map(blank, cells))}
    width = max(
        (place for cells in kept.values() for place, c in enumerate(cells, 1) if not blank(c)), default=0
    )
    return {line: [None if blank(c) else c for c in cells[:width]] for line, cells in kept.items()}


def assert_same(content, rows):
    wanted = expected(rows)
    assume(wanted)
    found, sheet = lines_of(content)
    assert found == wanted
    assert {line: [type(c) for c in cells] for line, cells in found.items() if line in wanted} == {
        line: [float if type(c) is int else type(c) for c in cells] for line, cells in wanted.items()
    }
    assert (sheet.height, sheet.width) == (max(wanted), len(next(iter(wanted.values()))))
    head = sheet.head(3)
    assert head == [wanted.get(line, [None] * sheet.width) for line in range(1, min(3, sheet.height) + 1)]


@given(tables(cells), st.integers(0, 3), st.integers(0, 3))
@quietly
def test_a_workbook(rows, top, left):
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        formats = {
            datetime.date: workbook.add_format({"num_format": "dd/mm/yyyy"}),
            datetime.datetime: workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        for line, cells_of_line in enumerate(rows, start=top):
            for column, value in enumerate(cells_of_line, start=left):
                _write(sheet, line, column, value, formats)
    assert_same(output.getvalue(), [[None]] * top + [[None] * left + cells for cells in rows])


def _write(sheet, line, column, value, formats):
    if isinstance(value, str):
        sheet.write_string(line, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(line, column, value, formats[type(value)])
    elif value is not None:
        sheet.write_number(line, column, value)


@given(tables(st.none() | texts | numbers | days), st.integers(0, 2_000))
@quietly
def test_an_open_document(rows, gap):
    written = [row(*map(_tag, cells)) for cells in rows]
    content = ods(table(repeated_row(gap, EMPTY) if gap else "", *written))
    assert_same(content, [[None]] * gap + rows)


def _tag(value):
    if value is None:
        return EMPTY
    if isinstance(value, str):
        # A space at an end, or beside another one, has a tag of its own in this format.
        return text("VALUE").replace("VALUE", escape(value).replace(" ", "<text:s/>"))
    if isinstance(value, datetime.date):
        return typed("date", value.isoformat())
    return typed("float", repr(value))


@given(
    tables(st.just("") | french),
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from(["\r\n", "\n"]),
)
@quietly
def test_a_delimited_text(rows, delimiter, encoding, end):
    """Whatever the cells hold, once the delimiter is known; headings, and enough rows, make it known."""
    width = len(rows[0]) + 1
    rows = [[f"Titre n° {place}" for place in range(width)], *[["é", *cells] for cells in rows]]
    output = io.StringIO()
    output.write(f"sep={delimiter}{end}")
    csv.writer(output, delimiter=delimiter, lineterminator=end).writerows(rows)
    found, sheet = lines_of(output.getvalue().encode(encoding))
    assert found == expected(rows, blank=lambda cell: not cell.strip())
    assert "mixed_lines" not in sheet.source


@given(
    tables(st.text(st.sampled_from("abcéè’ 012"), min_size=1, max_size=8).filter(str.strip)),
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["utf-8", "cp1252", "utf-16"]),
)
@quietly
def test_a_delimiter_and_an_encoding_are_found(rows, delimiter, encoding):
    rows = [[f"Libellé {place}" for place in range(len(rows[0]) + 1)], *[["l’été", *cells] for cells in rows]]
    output = io.StringIO()
    csv.writer(output, delimiter=delimiter).writerows(rows)
    found, _sheet = lines_of(output.getvalue().encode(encoding))
    assert list(found.values()) == rows


@given(st.lists(st.booleans(), min_size=1, max_size=700), st.integers(0, 700), st.integers(1, 400))
@quietly
def test_chunks_begin_where_asked_and_are_as_long_as_asked(filled, after, size):
    assume(any(filled))
    content = "".join(f"ligne {line}\n" if full else "\n" for line, full in enumerate(filled, 1)).encode()
    sheet = Sheet(read(content, limits.TABLE.as_options()))
    chunks = list(sheet.chunks(after, size))
    wanted = [(line, [f"ligne {line}"]) for line, full in enumerate(filled, 1) if full and line > after]
    assert [pair for chunk in chunks for pair in chunk] == wanted
    assert all(len(chunk) == size for chunk in chunks[:-1])
    assert all(chunks)
