"""From a file's bytes to rows: encodings, delimiters, dates that Excel knows."""

import datetime
import io

import openpyxl
import pytest

from portal.sheets.sheet import Broken, Minutes, Unreadable, read_sheet
from tests.casefiles.exchange.sheets import SHEET, csv_bytes, rewritten, xlsx_bytes
from tests.sheets.all_rows import rows_of

ROW = (
    "1",
    "04/03/2026",
    "HT-2026-0001",
    "Écoute",
    "",
    "45",
    "Café de l’Été",
    "Visite prévue, à côté du marché",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(
    ("delimiter", "words"), [(";", "point-virgule"), ("\t", "tabulation"), ("|", "barre verticale")]
)
def test_every_encoding_with_every_delimiter(encoding, delimiter, words):
    sheet = read_sheet(csv_bytes(ROW, delimiter=delimiter, encoding=encoding))
    assert sheet.head()[1] == [cell or None for cell in ROW]
    assert sheet.source["delimiter"] == words


def test_commas_with_quotes():
    content = 'Date,Note\r\n04/03/2026,"un, deux et ""trois"""\r\n05/03/2026,"sur\ndeux lignes"\r\n'.encode(
        "cp1252"
    )
    sheet = read_sheet(content)
    assert sheet.head()[1:] == [["04/03/2026", 'un, deux et "trois"'], ["05/03/2026", "sur\ndeux lignes"]]
    assert sheet.source["delimiter"] == "virgule"


def test_a_decimal_comma_does_not_make_the_comma_a_delimiter():
    assert rows_of(b"Date;Minutes\n04/03/2026;12,5\n05/03/2026;7,5\n")[1] == ["04/03/2026", "12,5"]


def test_the_line_that_excel_writes_to_name_its_delimiter():
    assert rows_of(b"sep=,\r\nDate,Note\r\n04/03/2026,a;b;c\r\n") == [
        ["Date", "Note"],
        ["04/03/2026", "a;b;c"],
    ]


def test_one_column_without_any_delimiter():
    assert rows_of(b"Nom\nAccueil\n") == [["Nom"], ["Accueil"]]


def test_workbook_cells_keep_their_type():
    sheet = read_sheet(
        xlsx_bytes(
            (1, datetime.date(2026, 3, 4), "0012", 7.5, True, None, "=1+1", ""),
            ("", datetime.datetime(2026, 3, 4, 14, 30), "07100"),
        )
    )
    assert sheet.head()[1] == [1, datetime.date(2026, 3, 4), "0012", 7.5, True, None, "=1+1", None]
    assert sheet.head()[2][1:3] == [datetime.datetime(2026, 3, 4, 14, 30), "07100"]
    assert sheet.source == {
        "kind": "xlsx",
        "sheet": "Contacts",
        "sheets_aside": [],
        "sheets_hidden": [],
        "merged": 0,
        "hidden_rows": 0,
        "hidden_columns": 0,
        "broken": 0,
    }


def test_a_duration_in_a_workbook():
    def fill(workbook, sheet):
        sheet.write_datetime(1, 0, datetime.time(1, 30), workbook.add_format({"num_format": "hh:mm"}))

    assert rows_of(xlsx_bytes(headings=("Minutes",), fill=fill))[1] == [Minutes(90)]


def test_hidden_and_other_sheets_are_left_aside_and_said():
    def fill(workbook, sheet):
        hidden = workbook.add_worksheet("Cachée")
        hidden.write(0, 0, "x")
        hidden.hide()
        workbook.add_worksheet("Autre").write(0, 0, "x")

    source = read_sheet(xlsx_bytes(("1",), fill=fill)).source
    assert (source["sheets_aside"], source["sheets_hidden"]) == (["Autre"], ["Cachée"])


def test_line_numbers_are_those_of_the_spreadsheet():
    def fill(workbook, sheet):
        sheet.write_string(4, 2, "plus bas")

    sheet = read_sheet(xlsx_bytes(headings=("Titre",), fill=fill))
    assert (sheet.height, sheet.width) == (5, 3)
    assert list(sheet.chunks()) == [[(1, ["Titre", None, None]), (5, [None, None, "plus bas"])]]
    assert sheet.head() == [["Titre", None, None], *[[None] * 3] * 3, [None, None, "plus bas"]]


def test_empty_rows_and_columns_at_the_end_are_dropped():
    assert rows_of(b"Date;Note;;;\n04/03/2026;a;;;\n;;;;\n \n") == [["Date", "Note"], ["04/03/2026", "a"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"\r\n \r\n", "vide"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "vieux format Excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mot de passe",
        ),
        (b"PK\x03\x04 not an archive", "abîmé"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "ni un tableau"),
        (b"<!DOCTYPE html><table></table>", "ni un tableau"),
        (b'Date;Note\n04/03/2026;"ouvert\n' + b"x" * 200_000, "guillemet"),
        (("A;B\n" + "x" * 33_000 + ";1\n").encode(), "33000 caractères"),
        ((";".join(["x"] * 61) + "\n").encode(), "61 colonnes"),
        (b"A\n" + b"1\n" * 200_001, "200\u00a0000 lignes"),
        (b"\xff\xfeA\0;\0\n\0\0\xd8", "plusieurs encodages"),
    ],
)
def test_what_cannot_be_read_is_said_in_french(content, words):
    with pytest.raises(Unreadable) as caught:
        read_sheet(content)
    assert words in caught.value.message


def test_too_heavy_a_file_is_not_even_handed_to_the_child():
    with pytest.raises(Unreadable, match="20 Mo"):
        read_sheet(b"x" * (20 * 1024 * 1024 + 1))


def test_a_formula_counts_by_its_result_and_one_in_error_is_never_an_empty_cell():
    """The library reads an error, and a formula that was never worked out, as nothing at all."""

    xml = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>IF(1,"")</f><v></v></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData></worksheet>'
    )
    assert rows_of(rewritten(xlsx_bytes(), SHEET, xml)) == [[2, None, Broken("#DIV/0!")]]


def test_a_formula_that_no_spreadsheet_has_worked_out_yet():
    book = openpyxl.Workbook()
    book.active.append(["A"])
    book.active["C3"] = "=A1"
    output = io.BytesIO()
    book.save(output)
    assert rows_of(output.getvalue())[2] == [None, None, Broken("#VALEUR!")]
