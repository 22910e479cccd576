"""Files made to hurt: refused in a moment, in French, and the process that reads them is not ours."""

import io
import time
import zipfile

import pytest

from portal.sheets.sheet import Unreadable, read_sheet
from tests.casefiles.exchange import sheets
from tests.sheets.all_rows import rows_of


def nested():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("again.zip", sheets.bomb())
    return output.getvalue()


def crowd():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", "<a/>")
    return output.getvalue()


def with_entities():
    """A billion laughs: each entity is ten times the one before."""
    entities = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    row = '<row><c t="str"><v>&l9;</v></c></row>'
    sheet = f"<worksheet><sheetData>{row}</sheetData></worksheet>"
    return sheets.rewritten(
        sheets.xlsx_bytes(), sheets.SHEET, f'<?xml version="1.0"?><!DOCTYPE s [{entities}]>{sheet}'
    )


def long_string():
    text = "<sst><si><t>" + "abcdefghij" * 6_000 + "</t></si></sst>"
    return sheets.rewritten(sheets.xlsx_bytes(headings=("x",)), "xl/sharedStrings.xml", text)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (sheets.far_cell, "très loin du tableau (en XFD1048576)"),
        (sheets.far_row_without_address, "très loin du tableau"),
        (sheets.bomb, "démesuré"),
        (sheets.liar, "démesuré|abîmé"),
        (nested, "pas un classeur Excel"),
        (crowd, "démesuré"),
    ],
)
def test_traps_are_refused(make, words):
    content = make()
    assert len(content) < 300_000
    started = time.monotonic()
    with pytest.raises(Unreadable, match=words.replace("(", r"\(").replace(")", r"\)")):
        read_sheet(content)
    assert time.monotonic() - started < 10


def test_a_billion_laughs_is_refused():
    with pytest.raises(Unreadable, match="démesuré"):
        read_sheet(with_entities())


def test_one_very_long_string_is_refused():
    with pytest.raises(Unreadable, match="60000 caractères"):
        read_sheet(long_string())


def test_cells_that_are_formatted_but_empty_far_below_are_no_matter():
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 300_000))
    xml = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>Date</t></is></c></row>{rows}</sheetData></worksheet>'
    )
    assert rows_of(sheets.rewritten(sheets.xlsx_bytes(), sheets.SHEET, xml)) == [["Date"]]


def test_too_many_rows_in_a_workbook():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 200_020))
    xml = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    with pytest.raises(Unreadable, match="200\u00a0000 lignes"):
        read_sheet(sheets.rewritten(sheets.xlsx_bytes(), sheets.SHEET, xml))
