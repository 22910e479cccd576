"""After WeasyPrint: what Acrobat, Firefox, Chrome and screen readers expect of the fields of a form.

WeasyPrint 70 lists radio buttons twice and names them by position, ignores `required` and `readonly`, names a
group by its first option. tests/forms/test_pdf.py fills every field: it fails when a new version of either
library changes any of this.
"""

import io
from functools import cache

import pikepdf
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

from forms.definition import vocabulary as words
from forms.definition.columns import columns
from forms.definition.document import choices_of, text
from forms.outputs.pdf.words import FIRST_LETTER, LAST_LETTER, draw_words
from portal.printing import FONTS

STAMP_FIELD, FIELD_FONT = "_stamp", "/Words"
_NOT_SYMBOLIC = 32
RADIO_TYPES = frozenset({words.ONE_CHOICE, words.YES_NO, words.SCALE})
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
        by_name = {column.name: column for column in columns(document)}
        font, roots = _plain_font(pdf, form), []
        for field in form.Fields:
            if Name.Parent in field:
                continue  # a radio button, listed again: its group speaks for it
            _finish_field(pdf, field, by_name.get(str(field.T)), font)
            roots.append(field)
        form.Fields = Array(roots)
        form.DA = String(f"{font} 11 Tf 0 g")
        pdf.docinfo["/Stamp"] = String(stamp)
        output = io.BytesIO()
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return output.getvalue()


def _plain_font(pdf, form):
    """The resource name of the font of the text fields.

    WeasyPrint numbers its letters in a way of its own: a form reader that draws what is typed would draw
    other letters. The same font file, under the usual letters, is what they all know how to use.
    """
    written = next((field for field in form.Fields if field.get("/FT") == "/Tx"), None)
    if written is None:
        return "/Helv"
    parts = str(written.DA).split()
    descriptor = form.DR.Font[parts[parts.index("Tf") - 2]].DescendantFonts[0].FontDescriptor
    plain = Dictionary(descriptor)
    plain.Flags = _NOT_SYMBOLIC
    form.DR.Font[FIELD_FONT] = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=descriptor.FontName,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=FIRST_LETTER,
            LastChar=LAST_LETTER,
            Widths=Array(letter_widths()),
            FontDescriptor=pdf.make_indirect(plain),
        )
    )
    return FIELD_FONT


@cache
def letter_widths():
    """The width of each letter that the fields' font can write, in thousandths of its size."""
    with TTFont(finders.find(FONTS["font:regular"]), lazy=True) as font:
        letters, advances = font.getBestCmap(), font["hmtx"]
        unit = 1000 / font["head"].unitsPerEm
        return [
            round(advances[letters[ord(letter)]][0] * unit) if ord(letter) in letters else 0
            for letter in bytes(range(FIRST_LETTER, LAST_LETTER + 1)).decode("cp1252", errors="replace")
        ]


def _finish_field(pdf, field, column, font):
    """`column` is None for the stamp: nobody writes there."""
    if Name.Tx == field.FT:
        parts = str(field.DA).split()
        size = parts[parts.index("Tf") - 1]
        # The graphics state that WeasyPrint writes here is unknown to form readers.
        field.DA = String(f"{font} {size} Tf 0.071 0.125 0.247 rg")
        if font == FIELD_FONT:
            plain = pdf.Root.AcroForm.DR.Font[font]
            draw_words(pdf, field, font, plain, float(size), letter_widths())
    if column is None:
        field.Ff = int(field.get("/Ff", 0)) | _READ_ONLY
        return
    needed = _is_needed(column)
    if needed:
        field.Ff = int(field.get("/Ff", 0)) | _REQUIRED
    field.TU = String(f"{column.label} (obligatoire)" if needed else column.label)
    if column.question["type"] in RADIO_TYPES:
        _finish_radios(pdf, field, column)
    elif column.code:
        _finish_checkbox(pdf, field)


def _is_needed(column):
    """A box may stay empty when another is ticked, and a line of a group may stay empty altogether."""
    return bool(column.question.get("required")) and not column.code and not column.row


def _finish_radios(pdf, group, column):
    labels, chosen = dict(choices_of(column.question)), Name.Off
    for kid, option in zip(group.Kids, group.Opt, strict=True):
        code = str(option)
        checked = kid.get("/AS", Name.Off) != Name.Off
        for entry in ("/T", "/FT", "/V"):
            if entry in kid:
                del kid[entry]
        kid.TU = String(f"{text(column.question['label'])} · {labels[code]}")
        _draw(pdf, kid, code, _DOT, "l")
        kid.AS = Name(f"/{code}") if checked else Name.Off
        chosen = kid.AS if checked else chosen
    del group["/Opt"]
    group.V = chosen


def _finish_checkbox(pdf, box):
    checked = box.get("/AS", Name.Off) != Name.Off
    _draw(pdf, box, "on", _TICK, "4")
    box.AS = box.V = Name.on if checked else Name.Off


def _draw(pdf, widget, state, drawing, caption):
    """Two appearances, ticked and not, and the sign that a reader uses to draw its own."""
    left, bottom, right, top = (float(edge) for edge in widget.Rect)
    width = abs(right - left)
    box = Array([0, 0, width, abs(top - bottom)])
    on = pdf.make_stream(drawing % {b"w": width}, Type=Name.XObject, Subtype=Name.Form, BBox=box)
    off = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=box)
    widget.AP = Dictionary(N=Dictionary({f"/{state}": on, "/Off": off}))
    widget.MK = Dictionary(CA=String(caption))
