"""HTML → PDF: one way to print for every room, with our two fonts and nothing fetched from anywhere."""

import gc
import io
from contextlib import contextmanager
from functools import cache

from django.contrib.staticfiles import finders

FONTS = {
    "font:regular": "content/fonts/AtkinsonHyperlegible-Regular.ttf",
    "font:bold": "content/fonts/AtkinsonHyperlegible-Bold.ttf",
}


def print_pdf(html, **options):
    """The bytes of a tagged PDF (PDF/UA-1); `options` go to WeasyPrint, which can reach FONTS only."""
    # Imported here: it takes more than a second, which every start and every command would pay.
    from weasyprint import HTML

    document = HTML(string=html, base_url="print:", url_fetcher=packed_fonts())
    with _no_search_for_garbage():
        return document.write_pdf(pdf_variant="pdf/ua-1", **options)


@contextmanager
def _no_search_for_garbage():
    """A page is a million small objects that all live until it is drawn: looking through them takes long."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


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

    with TTFont(finders.find(FONTS[url])) as font:
        del font["GSUB"]
        plain = io.BytesIO()
        font.save(plain)
    return plain.getvalue()
