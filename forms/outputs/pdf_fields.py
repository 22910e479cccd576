"""After WeasyPrint: what Acrobat, Firefox, Chrome and screen readers expect of the fields of a form.

WeasyPrint 70 lists radio buttons twice and names them by position, ignores `required` and `readonly`, names a
group by its first option. tests/forms/test_pdf.py fills every field: it fails when a new version of either
library changes any of this.
"""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from forms.definition import vocabulary as words
from forms.definition.document import answerable, choices_of, text

STAMP_FIELD = "_stamp"
_READ_ONLY, _REQUIRED = 1, 2
_TICK = b"q %(w).2f 0 0 %(w).2f 0 0 cm .16 w 1 J 1 j 0.071 0.125 0.247 RG .2 .5 m .42 .26 l .82 .78 l S Q"
_DOT = (
    b"q %(w).2f 0 0 %(w).2f 0 0 cm 0.071 0.125 0.247 rg .78 .5 m .78 .655 .655 .78 .5 .78 c "
    b".345 .78 .22 .655 .22 .5 c .22 .345 .345 .22 .5 .22 c .655 .22 .78 .345 .78 .5 c f Q"
)


def finish(raw, document, stamp):
    """The bytes of the PDF with its fields put right."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        form = pdf.Root.AcroForm
        by_name = {question["key"]: question for question in answerable(document)}
        font = _field_font(form)
        roots = []
        for field in form.Fields:
            if Name.Parent in field:
                continue  # a radio button, listed again: its group speaks for it
            _finish_field(pdf, field, by_name, font)
            roots.append(field)
        form.Fields = Array(roots)
        form.DA = String(f"{font} 11 Tf 0 g")
        pdf.docinfo["/Stamp"] = String(stamp)
        output = io.BytesIO()
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return output.getvalue()


def _field_font(form):
    """The resource name of the font that text fields are written in."""
    for field in form.Fields:
        if field.get("/FT") == "/Tx":
            parts = str(field.DA).split()
            return parts[parts.index("Tf") - 2]
    return "/Helv"


def _finish_field(pdf, field, by_name, font):
    name = str(field.T)
    question = by_name.get(name.partition("__")[0])
    if question is None:
        field.Ff = int(field.get("/Ff", 0)) | _READ_ONLY
    elif question.get("required") and question["type"] != words.SEVERAL_CHOICES:
        field.Ff = int(field.get("/Ff", 0)) | _REQUIRED
    if Name.Tx == field.FT:
        parts = str(field.DA).split()
        size = parts[parts.index("Tf") - 1]
        # The graphics state that WeasyPrint writes here is unknown to form readers.
        field.DA = String(f"{font} {size} Tf 0.071 0.125 0.247 rg")
    if question is None:
        return
    field.TU = String(_spoken(question, name))
    if question["type"] in (words.ONE_CHOICE, words.YES_NO):
        _finish_radios(pdf, field, question)
    elif question["type"] == words.SEVERAL_CHOICES:
        _finish_checkbox(pdf, field)


def _spoken(question, name):
    """What a screen reader says of the field: the question, and for a box its option."""
    label = text(question["label"])
    if question["type"] == words.SEVERAL_CHOICES:
        code = name.partition("__")[2]
        return f"{label} {dict(choices_of(question))[code]}"
    return f"{label} (obligatoire)" if question.get("required") else label


def _finish_radios(pdf, group, question):
    labels = dict(choices_of(question))
    for kid, option in zip(group.Kids, group.Opt, strict=True):
        code = str(option)
        for entry in ("/T", "/FT", "/V"):
            if entry in kid:
                del kid[entry]
        kid.TU = String(f"{text(question['label'])} {labels[code]}")
        _draw(pdf, kid, code, _DOT, "l")
        kid.AS = Name.Off
    del group["/Opt"]
    group.V = Name.Off


def _finish_checkbox(pdf, box):
    _draw(pdf, box, "on", _TICK, "4")
    box.AS = box.V = Name.Off


def _draw(pdf, widget, state, drawing, caption):
    """Two appearances, ticked and not, and the sign that a reader uses to draw its own."""
    left, bottom, right, top = (float(edge) for edge in widget.Rect)
    width = abs(right - left)
    box = Array([0, 0, width, abs(top - bottom)])
    on = pdf.make_stream(drawing % {b"w": width}, Type=Name.XObject, Subtype=Name.Form, BBox=box)
    off = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=box)
    widget.AP = Dictionary(N=Dictionary({f"/{state}": on, "/Off": off}))
    widget.MK = Dictionary(CA=String(caption))
