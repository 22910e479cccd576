"""Small real files: the portal looks into what it is given."""

import io

import pikepdf
from PIL import Image


def pdf(change=None, pages=1):
    """A PDF of empty pages; `change` does something to it."""
    document, target = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if change is not None:
        change(document)
    document.save(target)
    return target.getvalue()


PDF = pdf()


def cleaned(name="papier.pdf"):
    """As if it had been looked into: that takes a process, which thousands of steps would each start."""
    from portal.vault.intake import Cleaned

    return Cleaned(PDF, name=name, sheets=1)


def photo(width=40, height=20, *, turned=1, kind="JPEG"):
    """A photo, red on its left half, taken somewhere by somebody with some telephone, held this way."""
    picture, target = Image.new("RGB", (width, height), "white"), io.BytesIO()
    picture.paste("red", (0, 0, width // 2, height))
    facts = Image.Exif()
    facts[0x0112], facts[0x010F] = turned, "Telephone Fictif"
    facts.get_ifd(0x8825)[1] = "N"
    picture.save(target, kind, exif=facts, comment="Camille Exemple", pnginfo=None)
    return target.getvalue()
