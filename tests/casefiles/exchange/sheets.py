"""Spreadsheets for the tests: ordinary ones, and those that nobody should open."""

import io
import zipfile

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from casefiles.exchange.batches import chunks
from casefiles.exchange.results import Outcome

HEADINGS = ("Identifiant", "Date", "Dossier", "Nature", "Moyen", "Minutes", "Lieu", "Note")


def csv_bytes(*rows, headings=HEADINGS, delimiter=";", encoding="utf-8"):
    """A .csv of these rows, without quoting: cells of the tests hold no delimiter."""
    lines = [delimiter.join(headings), *(delimiter.join(map(str, row)) for row in rows)]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def xlsx_bytes(*rows, headings=HEADINGS, fill=None):
    """A .xlsx of these rows: text as text, numbers as numbers, dates as Excel's own dates."""
    output = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    with xlsxwriter.Workbook(output, {**options, "strings_to_urls": False}) as workbook:
        sheet = workbook.add_worksheet("Contacts")
        for number, row in enumerate([headings, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write(number, column, cell)
        if fill:
            fill(workbook, sheet)
    return output.getvalue()


def rows_of(batch, *kinds):
    """The stored rows of an import, of these outcomes or all of them."""
    return list(chunks.rows_of(batch, kinds or Outcome.values))


def uploaded(content, name):
    return SimpleUploadedFile(name, content)


def problems(response):
    form = response.context and response.context.get("form")
    return form.errors.as_text() if form is not None else response.content.decode()[:2000]


def rewritten(content, name, new):
    """The same archive with one member replaced by other bytes."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            target.writestr(member.filename, new if member.filename == name else source.read(member))
    return output.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def far_cell():
    """A sheet of a few hundred bytes whose second cell is at the far corner."""
    xml = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    return rewritten(xlsx_bytes(), SHEET, xml)


def far_row_without_address():
    """The far cell says nothing of where it is: only its row does."""
    xml = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row></sheetData></worksheet>'
    )
    return rewritten(xlsx_bytes(), SHEET, xml)


def bomb():
    """Thirty kilobytes that unpack to thirty megabytes."""
    return rewritten(xlsx_bytes(), "xl/sharedStrings.xml", b"<sst>" + b" " * 30_000_000 + b"</sst>")


def liar():
    """An archive that declares a member smaller than it is."""
    content = bytearray(rewritten(xlsx_bytes(), "docProps/app.xml", b"<a>" + b" " * 50_000 + b"</a>"))
    true = (50_007).to_bytes(4, "little")
    assert content.count(true) == 2
    return bytes(content.replace(true, (100).to_bytes(4, "little")))
