"""HTML → PDF: one way to print for every room, with our two fonts and nothing fetched from anywhere."""

import atexit
import gc
import io
import threading
import time
import weakref
from contextlib import contextmanager
from functools import cache

from django.contrib.staticfiles import finders

FONTS = {
    "font:regular": "content/fonts/AtkinsonHyperlegible-Regular.ttf",
    "font:bold": "content/fonts/AtkinsonHyperlegible-Bold.ttf",
}


# How long a dress is worn: its font files stand in the machine's temporary folder, which somebody may sweep.
_DRESS_SECONDS = 3600
_worn, _every_dress = threading.local(), weakref.WeakSet()


def print_pdf(html, *, sheet="", **options):
    """The bytes of a tagged PDF (PDF/UA-1); `options` go to WeasyPrint, which can reach FONTS only.

    `sheet` is the text of a style sheet that every page of a kind shares: it is read once, not for each PDF.
    """
    # Imported here: it takes more than a second, which every start and every command would pay.
    from weasyprint import HTML

    with no_search_for_garbage():
        document = HTML(string=html, base_url="print:", url_fetcher=packed_fonts())
        if sheet:
            dress = _dress(sheet)
            options |= {"stylesheets": [dress.sheet], "font_config": dress.fonts}
        return document.write_pdf(pdf_variant="pdf/ua-1", **options)


@contextmanager
def no_search_for_garbage():
    """A page is a million small objects that all live until it is drawn: looking through them takes long.

    Once it is drawn they are looked through once, they alone, and given back.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.collect(0)
            gc.enable()


class _Dress:
    """A style sheet that was read, with its fonts: of one thread, since Pango shares no fonts between two."""

    def __init__(self, text):
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        _every_dress.add(self)
        self.until = time.monotonic() + _DRESS_SECONDS
        self.fonts = FontConfiguration()
        self.sheet = CSS(string=text, base_url="print:", url_fetcher=packed_fonts(), font_config=self.fonts)


@atexit.register
def _undress():
    """The font files go while there is still somebody to delete them."""
    for dress in list(_every_dress):
        dress.fonts = dress.sheet = None


def _dress(text):
    dresses = _worn.__dict__
    if text not in dresses or dresses[text].until < time.monotonic():
        dresses[text] = _Dress(text)
    return dresses[text]


@cache
def packed_fonts():
    """What WeasyPrint asks for its fonts and images."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PackedFonts(URLFetcher):
        """Our two fonts: no file of the machine, no network, whatever is printed."""

        def fetch(self, url, headers=None):
            if url not in FONTS:
                raise ValueError(f"Refused: {url}")
            return URLFetcherResponse(url, body=_font(url), headers={"Content-Type": "font/ttf"})

    return PackedFonts()


@cache
def _font(url):
    """The font without its glyph substitutions.

    It draws a space by another glyph than the one of the character; a font used in a field then keeps a text
    map without spaces, and who copies the text, or listens to it, would meet another letter between words.
    """
    from fontTools.ttLib import TTFont

    with TTFont(finders.find(FONTS[url]), recalcTimestamp=False) as font:
        del font["GSUB"]
        plain = io.BytesIO()
        font.save(plain)
    return plain.getvalue()
