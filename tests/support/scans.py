"""Paper that comes back as pictures: a flat scan, or a telephone's photograph turned into a PDF."""

import io

import pypdfium2
import segno
from PIL import Image, ImageChops

A4 = (1240, 1754)  # at 150 points an inch
WHITE = (255, 255, 255)


def photographed(content, *, first=0, last=None, dpi=150, turned=0, leaning=0.0, grain=0, quality=40):
    """A PDF whose pages `first` to `last` are photographs: nothing but pictures, no stamp, no word.

    `turned` in degrees, as the sheet lay; `leaning` the part of its width lost on each side of its far edge;
    `grain` the spread of the noise of a bad light; `quality` that of the JPEG.
    """
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        sheets = [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in list(document)[first:last]]
    return pdf_of_pictures([_seen(sheet, turned, leaning, grain) for sheet in sheets], dpi, quality)


def _seen(sheet, turned, leaning, grain):
    width, height = sheet.size
    if leaning:
        edge = -leaning * width
        corners = (edge, 0, 0, height, width, height, width - edge, 0)
        sheet = sheet.transform(
            sheet.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=WHITE
        )
    sheet = sheet.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE)
    if grain:
        noise = Image.effect_noise(sheet.size, grain).convert("RGB")
        sheet = ImageChops.add(sheet, noise, scale=1, offset=-128)
    return sheet


def pdf_of_pictures(pictures, dpi=150, quality=40):
    """A PDF of pictures as a telephone writes it: JPEG, nothing else."""
    output = io.BytesIO()
    first, *others = pictures
    first.save(output, "PDF", save_all=True, append_images=others, resolution=dpi, quality=quality)
    return output.getvalue()


def sheet_with(*squares):
    """The picture of a sheet with these QR codes, one under the other."""
    sheet = Image.new("RGB", A4, WHITE)
    for number, words in enumerate(squares):
        drawn = io.BytesIO()
        segno.make_qr(words, error="m").save(drawn, kind="png", scale=4)
        sheet.paste(Image.open(drawn).convert("RGB"), (100, 100 + 600 * number))
    return sheet
