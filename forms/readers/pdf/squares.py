"""Reads the square of our forms on the first pages of a scan; runs in the limited child process.

The pages are drawn grey, at a size that no page can choose, and looked at by zxing-cpp: upright, turned or a
little askew. What another square says stays here: a stamp of our own grammar is told, or that there was one.
"""

import json
import time

from forms.readers.pdf.stamp import stamp_in_square

# The square is on the first page; a scanner may give the sheets backwards, or several forms in one file.
MAX_PAGES, MAX_SQUARES = 12, 20
# Of the processor: less than the child is given, so that what was seen is told.
MAX_SECONDS = 7
LONGEST = 2600
# A finer picture tells small modules apart, a smaller one forgets the grain of a bad photograph.
_SMALLER = (2000, 1400)


def read(payload, options):
    """JSON {"stamps": [each once], "first_pages": how many pages carry one, "foreign": saw another one}."""
    import pypdfium2

    started = time.process_time()
    stamps, first_pages, foreign = [], 0, False
    try:
        document = pypdfium2.PdfDocument(payload)
        for number in range(min(len(document), MAX_PAGES)):
            if time.process_time() - started > MAX_SECONDS:
                break
            said = _on_page(document[number])
            ours = [stamp for stamp in map(stamp_in_square, said) if stamp]
            first_pages += bool(ours)
            foreign = foreign or len(ours) < len(said)
            stamps += [stamp for stamp in ours if stamp not in stamps]
    except (pypdfium2.PdfiumError, ValueError, OSError):
        pass  # a page that cannot be drawn says nothing; what the others said stands
    return json.dumps({"stamps": stamps, "first_pages": first_pages, "foreign": foreign}).encode()


def _on_page(page):
    """What the squares of a page say, each once; from the first of its pictures where one of ours is read."""
    said = []
    for picture in _pictures(page):
        said += [text for text in _squares(picture) if text not in said]
        if any(map(stamp_in_square, said)):
            break
    return said


def _pictures(page):
    from PIL import Image, ImageFilter

    width, height = page.get_size()
    scale = LONGEST / max(width, height, 1)
    fine = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().convert("L")
    yield fine
    for longest in _SMALLER:
        size = [max(1, round(edge * longest / LONGEST)) for edge in fine.size]
        yield fine.resize(size, Image.Resampling.LANCZOS)
    yield fine.filter(ImageFilter.GaussianBlur(2))


def _squares(picture):
    import zxingcpp

    found = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormat.QRCode, text_mode=zxingcpp.TextMode.Plain
    )
    return [square.text for square in found[:MAX_SQUARES]]
