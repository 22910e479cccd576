"""Small .ods files written by hand, so that a test decides of every tag."""

import datetime
import io
import re
import zipfile
from xml.sax.saxutils import escape

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text", "style")
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>{more}</manifest:manifest>'
)
EMPTY = "<table:table-cell/>"
# What every spreadsheet writes below its last row.
END = (
    '<table:table-row table:number-rows-repeated="1048500">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def ods(*tables, styles="", manifest="", mimetype=MIMETYPE, prologue="", members=()):
    """The archive: its sheets, and any other member as (name, bytes)."""
    content = (
        f'<?xml version="1.0"?>{prologue}<office:document-content {_SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        archive.writestr("content.xml", content)
        for name, value in members:
            archive.writestr(name, value)
        archive.writestr("META-INF/manifest.xml", _MANIFEST.format(mimetype=mimetype, more=manifest))
    return output.getvalue()


def table(*rows, name="Feuille1", attributes=""):
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'


def row(*cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def text(value, attributes=""):
    return (
        f'<table:table-cell {attributes} office:value-type="string">'
        f"<text:p>{escape(value)}</text:p></table:table-cell>"
    )


def typed(kind, value, shown=""):
    """A cell of another type: « float », « date », « time », « boolean »…"""
    name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def repeated(times, cell=EMPTY):
    return cell.replace("<table:table-cell", f'<table:table-cell table:number-columns-repeated="{times}"', 1)


def repeated_row(times, *cells):
    return row(*cells, attributes=f'table:number-rows-repeated="{times}"')


def saved_as(sheet):
    """The .ods that an office would save of a sheet that was read (portal.sheets.sheet.Sheet)."""
    rows = [row(*map(cell, cells)) for chunk in sheet.chunks(after=0, size=1000) for _line, cells in chunk]
    return ods(table(*rows, END))


def cell(value):
    """One value as LibreOffice writes it."""
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return typed("boolean", str(value).lower())
    if isinstance(value, (datetime.date, datetime.datetime)):
        return typed("date", value.isoformat())
    if isinstance(value, (int, float)):
        return typed("float", value)
    paragraphs = "".join(f"<text:p>{_paragraph(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _paragraph(line):
    """Spaces beyond the first, and tabulations, have tags of their own: XML would fold them."""
    line = escape(line).replace("\t", "<text:tab/>")
    return re.sub(r"^ | (?= )| $|(?<=>) ", lambda _found: "<text:s/>", line)
