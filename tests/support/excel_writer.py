"""A workbook saved again as Excel does: the same content, hardly a byte of it where it was.

Excel keeps nothing of how a workbook was written: it numbers strings and styles anew, cuts texts in runs,
leaves out empty cells, writes a chain of calculation, puts namespaces of its own everywhere. What it keeps
is what a workbook means: sheets and their visibility, names, lists to choose from, properties.
"""

import datetime
import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}
_STRINGS, _CHAIN = "xl/sharedStrings.xml", "xl/calcChain.xml"
_CONTENTS, _BOOK_LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_NUMBER = re.compile(rb'<c((?: [rs]="[^"]*")*)(?: t="n")?><v>([0-9.]+)</v></c>')
_OPENING = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr"'
    ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
    ' xr:uid="{00000000-0001-0000-0000-000000000000}"'
)
ElementTree.register_namespace("", _MAIN)
ElementTree.register_namespace("r", _LINKS)


def saved_by_excel(content, *, strict=False):
    """The bytes of this .xlsx as Excel would save them; `strict` is its « Strict Open XML » format."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    sheets = [name for name in members if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
    trees = {name: ElementTree.fromstring(members[name]) for name in sheets}  # noqa: S314
    members[_STRINGS] = _strings_anew(trees, members.get(_STRINGS))
    members["xl/styles.xml"] = _styles_anew(trees, members["xl/styles.xml"])
    for name, tree in trees.items():
        members[name] = _as_excel(tree)
    members[_CHAIN] = f'<calcChain xmlns="{_MAIN}"><c r="ZZ1" i="1"/></calcChain>'.encode()
    _linked(members, _STRINGS, "sharedStrings")
    _linked(members, _CHAIN, "calcChain")
    if strict:
        for name in sheets:
            members[name] = _NUMBER.sub(_dates_as_texts, members[name])
        members = {name: _strictly(body) for name, body in members.items()}
    return _zipped(members)


def _tag(name):
    return f"{{{_MAIN}}}{name}"


def _cells(trees):
    return [cell for tree in trees.values() for cell in tree.iter(_tag("c"))]


# --- strings: one table, in the order of their last use, cut into runs -------------------------------------
def _strings_anew(trees, table):
    known = [_said(item) for item in ElementTree.fromstring(table)] if table else []  # noqa: S314
    said = {}
    for cell in _cells(trees):
        if cell.get("t") == "s":
            said[cell] = known[int(cell.find(_tag("v")).text)]
        elif cell.get("t") == "inlineStr":
            said[cell] = _said(cell)
    order = {text: place for place, text in enumerate(sorted(set(said.values()), key=lambda one: one[::-1]))}
    for cell, text in said.items():
        cell[:], cell.text = [], None
        cell.set("t", "s")
        ElementTree.SubElement(cell, _tag("v")).text = str(order[text])
    root = ElementTree.Element(_tag("sst"), {"count": str(len(said)), "uniqueCount": str(len(order))})
    for place, text in enumerate(order):
        item = ElementTree.SubElement(root, _tag("si"))
        # A word made bold by hand, a spelling that was mended: Excel then keeps the text in runs.
        for run in (text[:3], text[3:]) if place % 2 and len(text) > 3 else (text,):
            holder = ElementTree.SubElement(item, _tag("r")) if len(run) != len(text) else item
            written = ElementTree.SubElement(holder, _tag("t"), {"xml:space": "preserve"})
            written.text = run
    # Excel writes a carriage return, and only that, by its number.
    return ElementTree.tostring(root, "utf-8", xml_declaration=True).replace(b"&#13;", b"_x000D_")


def _said(item):
    return "".join(part.text or "" for part in item.iter(_tag("t")))


# --- styles: numbered the other way round ------------------------------------------------------------------
def _styles_anew(trees, styles):
    root = ElementTree.fromstring(styles)  # noqa: S314
    formats = root.find(_tag("cellXfs"))
    # The first one is what a cell without a style has: Excel leaves it where it is.
    first, *others = list(formats)
    formats[:] = [first, *reversed(others)]
    anew = {str(old): str(len(others) - old + 1) for old in range(1, len(others) + 1)}
    for tree in trees.values():
        for name, entry in (("c", "s"), ("row", "s"), ("col", "style")):
            for one in tree.iter(_tag(name)):
                if one.get(entry) in anew:
                    one.set(entry, anew[one.get(entry)])
    return ElementTree.tostring(root, "utf-8", xml_declaration=True)


# --- sheets, links, archive --------------------------------------------------------------------------------
def _as_excel(tree):
    for row in tree.iter(_tag("row")):
        for cell in [one for one in row if not len(one) and "s" not in one.attrib]:
            row.remove(cell)
        row.set("spans", f"1:{max(len(row), 1)}")
    body = ElementTree.tostring(tree, "unicode")
    return (
        ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + body)
        .replace("<worksheet", f"<worksheet{_OPENING}", 1)
        .encode()
    )


def _linked(members, member, name):
    """Name a member in the list of contents and in the links of the workbook, unless it is there already."""
    if f"/{member}".encode() in members[_CONTENTS]:
        return
    kind = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{name}+xml"
    override = f'<Override PartName="/{member}" ContentType="{kind}"/></Types>'
    members[_CONTENTS] = members[_CONTENTS].replace(b"</Types>", override.encode())
    target = member.removeprefix("xl/")
    link = f'<Relationship Id="x-{name}" Type="{_LINKS}/{name}" Target="{target}"/></Relationships>'
    members[_BOOK_LINKS] = members[_BOOK_LINKS].replace(b"</Relationships>", link.encode())


def _dates_as_texts(cell):
    """The strict format has no days counted since 1900; of our forms only dates are such numbers."""
    if not 20_000 < float(cell[2]) < 60_000:
        return cell[0]
    day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(float(cell[2])))
    return b'<c%s t="d"><v>%sT00:00:00Z</v></c>' % (cell[1], day.isoformat().encode())


def _strictly(body):
    for usual, strict in _STRICT.items():
        body = body.replace(usual.encode(), strict.encode())
    return body


def _zipped(members):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        # Excel writes the properties last, and the workbook before its sheets.
        for name in sorted(
            members, key=lambda one: (one.startswith("docProps"), posixpath.dirname(one), one)
        ):
            archive.writestr(name, members[name])
    return output.getvalue()


def _place(member):
    return member.startswith("docProps"), posixpath.dirname(member), member
