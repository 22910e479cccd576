"""What is already written in a field, drawn in the file itself: some readers draw nothing else."""

from pikepdf import Array, Dictionary, Name

FIRST_LETTER, LAST_LETTER = 32, 255
_MULTILINE = 1 << 12
_MARGIN, _LEADING = 3, 1.2


def draw_words(pdf, field, font_name, font, size, widths):
    """Give a text field the drawing of its value; one that our font cannot write is left to the reader."""
    try:
        paragraphs = [line.encode("cp1252") for line in str(field.get("/V", "")).split("\n")]
    except UnicodeEncodeError:
        return
    if not any(paragraphs):
        return
    edges = [float(edge) for edge in field.Rect]
    width, height = abs(edges[2] - edges[0]), abs(edges[3] - edges[1])
    if int(field.get("/Ff", 0)) & _MULTILINE:
        lines = [line for each in paragraphs for line in _wrapped(each, width - 2 * _MARGIN, size, widths)]
        top = height - _MARGIN - size
    else:
        lines, top = [b" ".join(paragraphs)], (height - size) / 2 + 0.22 * size
    drawn = b" T* ".join(b"(%s) Tj" % _escaped(line) for line in lines)
    stream = pdf.make_stream(
        b"/Tx BMC q 0 0 %.2f %.2f re W n BT %s %.2f Tf 0.071 0.125 0.247 rg %.2f TL %d %.2f Td %s ET Q EMC"
        % (width, height, font_name.encode(), size, size * _LEADING, _MARGIN, top, drawn),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, width, height]),
        Resources=Dictionary(Font=Dictionary({font_name: font})),
    )
    field.AP = Dictionary(N=stream)


def _wrapped(text, room, size, widths):
    """The lines of a paragraph, cut between words; a word longer than a line is cut by its edge."""
    line, lines = b"", []
    for word in text.split(b" "):
        longer = line + b" " + word if line else word
        if line and _length(longer, size, widths) > room:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def _length(text, size, widths):
    return sum(widths[letter - FIRST_LETTER] for letter in text if letter >= FIRST_LETTER) * size / 1000


def _escaped(text):
    return text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
