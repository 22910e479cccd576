"""Filling a form PDF as people's programs do: pypdf, and PDFium (Chrome, Edge) with clicks and typing."""

import io

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from forms.definition import vocabulary as words
from forms.definition.columns import columns, spread
from forms.definition.document import stamp_of
from forms.outputs.pdf.document import make_pdf
from forms.outputs.pdf.fields import RADIO_TYPES
from forms.outputs.pdf.layout import as_written

RETURN = 13
_blank = {}


def blank_pdf(document):
    """The PDF to fill of a document, made once in a process for all tests: it takes half a second."""
    stamp = stamp_of(document)
    if stamp not in _blank:
        _blank[stamp] = make_pdf(document, stamp)
    return _blank[stamp]


def written(document, answers):
    """{field: what a person writes there}: a text, True for a box, « /code » for a radio button."""
    flat, fields = spread(document, answers), {}
    for column in columns(document):
        answer = flat.get(column.name)
        if answer is None or column.question["type"] == words.FILE:
            continue
        if column.code:
            fields[column.name] = True
        elif column.question["type"] in RADIO_TYPES:
            fields[column.name] = f"/{answer}"
        else:
            fields[column.name] = as_written(column.question, answer)
    return fields


def fill_with_pypdf(content, fields):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    values = {name: "/on" if value is True else value for name, value in fields.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    return filled.getvalue()


def widgets(content):
    """{field: [(page, centre x, centre y, state or None)]} from the file itself."""
    found = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages):
            for annotation in page.get("/Annots", ()):
                if annotation.get("/Subtype") != "/Widget":
                    continue
                name = str(annotation.T if "/T" in annotation else annotation.Parent.T)
                left, bottom, right, top = (float(edge) for edge in annotation.Rect)
                drawn = annotation.AP.N.keys() if "/AP" in annotation else ()
                state = next((one for one in drawn if one != "/Off"), None)
                found.setdefault(name, []).append((number, (left + right) / 2, (bottom + top) / 2, state))
    return found


def fill_with_pdfium(content, fields):
    """Each field clicked and typed into, as in Chrome; the bytes that it then saves."""
    places = widgets(content)
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    form = document.formenv
    try:
        for number in range(len(document)):
            page = document[number]
            for name, value in fields.items():
                for where, x, y, state in places[name]:
                    if where == number and (state is None or value is True or state == value):
                        _click(form, page, x, y)
                        if state is None:
                            _type(form, page, value)
            pdfium.FORM_ForceToKillFocus(form)
            page.close()
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()
    finally:
        document.close()


def _click(form, page, x, y):
    pdfium.FORM_OnMouseMove(form, page, 0, x, y)
    pdfium.FORM_OnLButtonDown(form, page, 0, x, y)
    pdfium.FORM_OnLButtonUp(form, page, 0, x, y)


def _type(form, page, text):
    """Key by key, in UTF-16 as the system gives them."""
    units = text.replace("\n", chr(RETURN)).encode("utf-16-le")
    for unit in memoryview(units).cast("H"):
        pdfium.FORM_OnChar(form, page, unit, 0)


def flatten_to_pictures(content, stamp=None, scale=1.2):
    """A scan: each page a picture. With a stamp, what « print to PDF » leaves in the file's own notes."""
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        pictures = [page.render(scale=scale).to_pil().convert("RGB") for page in document]
    scan = io.BytesIO()
    pictures[0].save(scan, "PDF", save_all=True, append_images=pictures[1:])
    if stamp is None:
        return scan.getvalue()
    output = io.BytesIO()
    with pikepdf.open(scan) as pdf:
        pdf.docinfo["/Stamp"] = pikepdf.String(stamp)
        pdf.save(output)
    return output.getvalue()
