"""Files made to hurt: refused in a moment, in French, and the process that reads them is not ours."""

import io
import time
import zipfile

import pytest

from portal.sheets.sheet import Unreadable, read_sheet
from tests.casefiles.exchange import sheets
from tests.sheets.all_rows import rows_of
from tests.sheets.workbooks import cell, inline, member_of, with_member, worksheet

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
HEADINGS = f'<row r="1">{inline("A1", "Date")}{inline("B1", "Note")}</row>'


def refused(content, words):
    """The message, once it was said within a few seconds."""
    started = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        read_sheet(content)
    assert time.monotonic() - started < 30
    assert words in caught.value.message


def archive(*members):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members:
            target.writestr(name, content)
    return output.getvalue()


def nested():
    return archive(("again.zip", sheets.bomb()))


def crowd():
    return archive(*[(f"xl/worksheets/sheet{number}.xml", "<a/>") for number in range(2_000)])


def unpacks_to_285_megabytes():
    """A few hundred kilobytes: no single member is outrageous, all of them are."""
    output = io.BytesIO()
    block = bytes(range(64)) * 1_024
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        with zipfile.ZipFile(io.BytesIO(sheets.xlsx_bytes(("1",)))) as source:
            for member in source.infolist():
                target.writestr(member.filename, source.read(member))
        for number in range(57):
            target.writestr(f"xl/media/image{number}.bmp", block * 76)
    return output.getvalue()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (sheets.far_cell, "très loin du tableau (en XFD1048576)"),
        (sheets.far_row_without_address, "très loin du tableau"),
        (sheets.bomb, "démesuré"),
        (sheets.liar, "abîmé"),
        (nested, "pas un classeur Excel"),
        (crowd, "démesuré"),
        (unpacks_to_285_megabytes, "démesuré"),
        (lambda: archive(("word/document.xml", "<a/>")), "pas un classeur Excel"),
        (lambda: sheets.xlsx_bytes(("1",))[:-200], "abîmé"),
        (lambda: sheets.xlsx_bytes(("1",))[:2_000], "abîmé"),
        (lambda: with_member(sheets.SHEET, b"\0" * 500), "vide"),
        (lambda: with_member("xl/workbook.bin", b"x"), "binaire (.xlsb)"),
    ],
)
def test_traps_are_refused(make, words):
    content = make()
    assert len(content) <= 880_000
    refused(content, words)


def test_an_archive_inside_a_workbook_is_never_opened():
    content = with_member("xl/embeddings/again.zip", archive(("bomb", b"\0" * 20_000_000)))
    assert read_sheet(content).head()[1][0] == "1"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("far_first", [True, False])
def test_a_member_there_twice_is_looked_at_twice(far_first):
    pair = [member_of(sheets.far_cell(), sheets.SHEET), member_of(sheets.xlsx_bytes(("1",)), sheets.SHEET)]
    output = io.BytesIO(with_member(sheets.SHEET, pair[not far_first]))
    with zipfile.ZipFile(output, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr(sheets.SHEET, pair[far_first])
    refused(output.getvalue(), "très loin du tableau")


@pytest.mark.parametrize(
    "member",
    [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "docProps/custom.xml",
        sheets.SHEET,
    ],
)
def test_a_billion_laughs_in_any_member(member):
    refused(with_member(member, f"{ENTITIES}<worksheet>&l9;</worksheet>"), "démesuré")


def test_a_far_cell_hides_behind_nothing():
    for row in (
        "<c r='XFD9'><v>1</v></c>",
        '<c s="1" r="XFD9"><v>1</v></c>',
        '<c s="/>" r="XFD9"><v>1</v></c>',
        '<c r="XFD9" s="/>"><v>1</v></c>',
        '<c r="xfd9"><v>1</v></c>',
        f'<c r="XFD9" {" " * 3_000}><v>1</v></c>',
    ):
        refused(worksheet(f'{HEADINGS}<row r="9">{row}</row>'), "très loin du tableau")


def test_a_far_cell_in_an_ordinary_row():
    refused(worksheet(f'<row r="1">{cell("A1048576", 1)}</row>'), "très loin du tableau")
    refused(worksheet(f'<row r="1">{cell("A200020", 1)}</row>'), "200\u00a0000 lignes")


def test_a_far_cell_across_two_pieces_of_the_reading():
    """The guard reads a megabyte at a time: the cell begins a few signs before the cut, or after."""
    filler = "".join(
        f'<row r="{n}">{inline(f"A{n}", f"{n * 7919 % 100_003:030d}")}</row>' for n in range(2, 10_000)
    )
    start = len(member_of(worksheet(HEADINGS), sheets.SHEET).split("</sheetData>")[0]) + len(filler)
    blanks = 1024 * 1024 - start
    assert blanks > 100
    for shift in (40, 20, 10, 5, 1, 0):
        rows = f'{HEADINGS}{filler}{" " * (blanks - shift)}<row r="12600">{cell("XFD12600", 1)}</row>'
        refused(worksheet(rows), "très loin du tableau (en XFD12600)")


def test_formatted_but_empty_cells_are_no_matter():
    below = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 300_000))
    beside = "".join(f'<c r="{column}1" s="1"/>' for column in ("BI", "IW", "AMJ", "XFD"))
    content = worksheet(f'<row r="1">{inline("A1", "Date")}{beside}</row>{below}')
    assert rows_of(content) == [["Date"]]


def test_one_very_long_string_is_refused():
    text = "<sst><si><t>" + "abcdefghij" * 4_000 + "</t></si></sst>"
    refused(
        sheets.rewritten(sheets.xlsx_bytes(headings=("x",)), "xl/sharedStrings.xml", text), "40000 caractères"
    )


def test_too_many_rows_in_a_workbook():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 200_020))
    refused(worksheet(rows), "200\u00a0000 lignes")


def test_three_hundred_columns():
    headings = [f"Colonne {n}" for n in range(300)]
    refused(sheets.xlsx_bytes(*[range(300)] * 20, headings=headings), "300 colonnes ; 60 au plus")


def test_a_wide_and_high_table_is_too_wide_rather_than_far():
    rows = "".join(
        f'<row r="{n}">{"".join(cell(f"{letters}{n}", n) for letters in ("A", "BZ", "CA", "AMA"))}</row>'
        for n in range(1, 20_000)
    )
    refused(worksheet(rows), "colonnes ; 60 au plus")


def million_columns():
    """None of them says where it is."""
    return worksheet(
        "<row>" + "".join(f"<c><v>{n * 7919 % 1_000_003}</v></c>" for n in range(10**6)) + "</row>"
    )


def million_styles():
    styles = member_of(sheets.xlsx_bytes(), "xl/styles.xml")
    more = "".join(f'<xf numFmtId="{n * 7919 % 100_003}"/>' for n in range(10**6))
    return with_member("xl/styles.xml", styles.replace("</cellXfs>", f"{more}</cellXfs>"))


def million_sheets():
    book = member_of(sheets.xlsx_bytes(("1",)), "xl/workbook.xml")
    more = "".join(
        f'<sheet name="f{n * 7919 % 1_000_003}" sheetId="{n + 2}" r:id="rId1"/>' for n in range(10**6)
    )
    return with_member("xl/workbook.xml", book.replace("</sheets>", f"{more}</sheets>"))


def test_a_million_columns():
    refused(million_columns(), "1000000 colonnes")


def test_a_million_sheets():
    refused(million_sheets(), "200 feuilles")


def test_a_million_styles_are_no_matter():
    assert read_sheet(million_styles()).head()[1][0] == "1"


def test_a_million_equal_things_are_a_bomb():
    refused(worksheet("<row>" + "<c><v>1</v></c>" * 10**6 + "</row>"), "démesuré")


def test_too_many_cells_in_error():
    errors = "".join(
        f'<row r="{n}">{cell(f"A{n}", "#N/A", "t=" + chr(34) + "e" + chr(34))}'
        f"{cell(f'B{n}', '#REF!', 't=' + chr(34) + 'e' + chr(34))}</row>"
        for n in range(1, 150_100)
    )
    refused(worksheet(errors), "trop de formules")
