"""What is kept of a stranger's file, and what is said of those that are not kept."""

import io
import zlib

import pikepdf
import pytest
from django.core.files.base import ContentFile
from PIL import Image

from portal.vault.cleaning import LENGTH
from portal.vault.intake import clean, run
from portal.vault.storage import RefusedFile
from tests.support.papers import PDF, pdf, photo


def given(content, name="papier.pdf"):
    return clean(ContentFile(content, name=name))


def opened(cleaned):
    return Image.open(io.BytesIO(cleaned.read()))


def png(size, mode="1"):
    target = io.BytesIO()
    Image.new(mode, size).save(target, "PNG")
    return target.getvalue()


def bomb(document):
    """Four hundred megabytes of drawing in four hundred kilobytes."""
    document.pages[0].Contents = pikepdf.Stream(document, b"")
    drawing = zlib.compress(b"0 0 m 1 1 l S\n" * 30_000_000, 1)
    document.pages[0].Contents.write(drawing, filter=pikepdf.Name.FlateDecode)


def joined(document):
    document.attachments["tableau.xlsx"] = b"PK"


def pinned(document):
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = pikepdf.Array([note])


def locked():
    target, document = io.BytesIO(), pikepdf.new()
    document.add_blank_page()
    document.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    return target.getvalue()


def test_a_photo_keeps_its_pixels_and_nothing_else():
    picture = opened(given(photo(turned=6), "photo.jpg"))
    assert picture.size == (20, 40)
    assert picture.getpixel((10, 5))[1] < 80 < 200 < picture.getpixel((10, 35))[1]
    assert not picture.getexif()
    assert not {"comment", "exif", "icc_profile"} & set(picture.info)


def test_what_is_clear_in_a_drawing_stays_clear():
    picture = opened(given(png((30, 20), "RGBA"), "logo.PNG"))
    assert (picture.format, picture.mode) == ("PNG", "RGBA")


def test_a_large_photo_is_made_as_small_as_one_reads_it():
    assert max(opened(given(photo(5000, 100), "a.jpeg")).size) == 3600


def test_a_pdf_is_kept_as_it_is():
    cleaned = given(pdf(pages=3))
    assert cleaned.sheets == 3
    assert cleaned.read().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.pdf", "vide"),
        (b"MZ\x90\x00", "a.pdf", "n’est pas du type attendu"),
        (b"%PDF-1.7 et puis rien", "a.pdf", "ne s’ouvre pas"),
        (PDF[:300], "a.pdf", "ne s’ouvre pas"),
        (photo()[:200], "a.jpg", "abîmée"),
        (PDF, "a.jpg", "finit par « .pdf »"),
        (photo(), "a.pdf", "son contenu est du JPG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "a.svg", "SVG"),
        (b'\n<?xml version="1.0"?><!-- a --><SVG onload="x()"/>', "a.png", "SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "IMG_1.HEIC", "Réglages › Appareil photo"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", "JPEG ou en PNG"),
        (b"PK\x03\x04" + bytes(40), "a.docx", "enregistrez-le en PDF"),
        (png((9000, 6700)), "a.png", "60 millions de pixels"),
        (png((30_000, 30_000)), "a.png", "900 millions de pixels"),
    ],
)
def test_what_is_not_taken_is_told_with_what_to_do(content, name, said):
    with pytest.raises(RefusedFile) as refused:
        given(content, name)
    assert said in refused.value.message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: pdf(joined), "contient un autre fichier"),
        (lambda: pdf(pinned), "contient un autre fichier"),
        (lambda: pdf(bomb), "trop de mémoire ou de temps"),
        (lambda: pdf(pages=501), "501 pages"),
        (locked, "mot de passe"),
    ],
)
def test_a_pdf_that_is_not_taken(content, said):
    with pytest.raises(RefusedFile) as refused:
        given(content())
    assert said in refused.value.message


def test_a_file_too_heavy_is_not_even_read():
    upload = ContentFile(b"%PDF-", name="a.pdf")
    upload.size = 11 * 1024 * 1024
    with pytest.raises(RefusedFile, match="10 Mo"):
        clean(upload)


def test_some_pages_are_drawn_and_no_more():
    answer = run("show", pdf(pages=9), content_type="application/pdf", first=4, most=2)
    head, _, pictures = answer.partition(b"\n")
    assert b'"sheets": 9' in head
    (length,) = LENGTH.unpack(pictures[:4])
    assert Image.open(io.BytesIO(pictures[4 : 4 + length])).width == 1000
    assert head.count(b'"number"') == 2
