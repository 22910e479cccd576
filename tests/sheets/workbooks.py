"""Workbooks written tag by tag: what no honest program writes, and what some do all the same."""

import io
import zipfile

from tests.casefiles.exchange.sheets import SHEET, rewritten, xlsx_bytes

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def worksheet(rows, *, before="", after="", prologue=""):
    """An .xlsx whose only sheet has these rows, as XML."""
    xml = (
        f'<?xml version="1.0"?>{prologue}<worksheet xmlns="{_SPACE}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )
    return rewritten(xlsx_bytes(), SHEET, xml)


def cell(address, value, attributes=""):
    return f'<c r="{address}" {attributes}><v>{value}</v></c>'


def inline(address, text):
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def with_member(name, content):
    """An ordinary workbook, one member of which is this one."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_bytes(("1",)))) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            if member.filename != name:
                target.writestr(member.filename, source.read(member))
        target.writestr(name, content)
    return output.getvalue()


def member_of(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()
