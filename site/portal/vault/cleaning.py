"""What is done to a stranger's file before it is kept, and to show it. Runs in a limited child process.

No Django here. An image is made anew from its pixels: where and when it was taken, and whatever else was
hidden in it, stays behind. A PDF is looked through and kept as it is: it may be signed.
"""

import json
import struct
from io import BytesIO

from portal.sandbox.child import Refusal

MAX_PIXELS = 50_000_000
# A page of A4 at 300 points an inch: the smallest print of a photographed letter stays readable.
LONG_SIDE = 3600
MAX_SHEETS = 500
PREVIEW_WIDTH, PREVIEW_HEIGHT = 1000, 2400
TEXT_KEPT = 20_000
LENGTH = struct.Struct(">I")


def clean_image(payload, options):
    """`jpg` or `png`, then the picture made anew: upright, without anything but its pixels."""
    from PIL import ImageOps

    picture = _opened(payload)
    if picture.format == "JPEG":
        # Decoded smaller at once, when it is much larger than what is kept.
        picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
    picture = ImageOps.exif_transpose(_loaded(picture))
    picture.thumbnail((LONG_SIDE, LONG_SIDE))
    drawn = options.get("extension") == "png"
    picture, buffer = _plain(picture, keep_clear=drawn), BytesIO()
    picture.info.clear()
    if drawn:
        picture.save(buffer, "PNG")
    else:
        picture.save(buffer, "JPEG", quality=88, optimize=True, exif=b"", icc_profile=None)
    return buffer.getvalue()


def check_pdf(payload, options):
    """How many pages this PDF has, if it may be kept: it opens, hides no other file, and can be drawn."""
    import pikepdf

    try:
        document = pikepdf.open(BytesIO(payload))
    except pikepdf.PasswordError as error:
        raise Refusal(
            "Ce PDF est protégé par un mot de passe : enregistrez-le sans protection, puis recommencez."
        ) from error
    except pikepdf.PdfError as error:
        raise Refusal(
            "Ce PDF ne s’ouvre pas : il est abîmé ou incomplet. Exportez-le ou scannez-le à nouveau."
        ) from error
    with document:
        if len(document.attachments) or _has_joined_file(document, pikepdf):
            raise Refusal(
                "Ce PDF contient un autre fichier, caché à l’intérieur. Imprimez-le « en PDF » pour ne "
                "garder que ses pages, et ajoutez l’autre fichier à part s’il est utile."
            )
        sheets = len(document.pages)
    if not 1 <= sheets <= MAX_SHEETS:
        raise Refusal(
            f"Ce PDF a {sheets} pages, {MAX_SHEETS} au plus : coupez-le en plusieurs documents."
            if sheets
            else "Ce PDF n’a aucune page."
        )
    _sheet(_pdfium(payload)[0])
    return str(sheets).encode()


def _has_joined_file(document, pikepdf):
    """A file pinned to a page as a note, or named by the document as belonging to it."""
    if "/AF" in document.Root:
        return True
    for page in document.pages[:MAX_SHEETS]:
        for note in page.obj.get("/Annots", []):
            if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/FileAttachment":
                return True
    return False


def show(payload, options):
    """Some pages as pictures: a line of JSON, then each picture behind its length.

    The JSON has `sheets`, how many pages there are, and `pages`: {number, width, height, text} of each shown.
    """
    first, most = options.get("first", 1), options.get("most", 5)
    if options["content_type"] == "application/pdf":
        document = _pdfium(payload)
        sheets = len(document)
        first = min(max(first, 1), sheets)
        drawn = [(number, *_sheet(document[number - 1])) for number in range(first, sheets + 1)[:most]]
    else:
        sheets, drawn = 1, [(1, _plain(_loaded(_opened(payload)), keep_clear=False), "")]
    pages, pictures = [], []
    for number, picture, text in drawn:
        picture.thumbnail((PREVIEW_WIDTH, PREVIEW_HEIGHT))
        buffer = BytesIO()
        picture.save(buffer, "JPEG", quality=80)
        pictures.append(LENGTH.pack(buffer.tell()) + buffer.getvalue())
        pages.append({"number": number, "width": picture.width, "height": picture.height, "text": text})
    head = json.dumps({"sheets": sheets, "pages": pages}).encode()
    return head + b"\n" + b"".join(pictures)


def _pdfium(payload):
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        raise Refusal("Ce PDF ne s’ouvre pas : il est abîmé ou incomplet.") from error


def _sheet(page):
    """(picture, text) of a page, whatever size it claims to be."""
    width, height = page.get_size()
    scale = min(PREVIEW_WIDTH / max(width, 1), PREVIEW_HEIGHT / max(height, 1))
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    return picture, page.get_textpage().get_text_bounded()[:TEXT_KEPT].strip()


def _opened(payload):
    """A picture of which only the head was read, if it is not too large."""
    from PIL import Image, UnidentifiedImageError

    # Ours is the only limit: it says what to do.
    Image.MAX_IMAGE_PIXELS = None
    try:
        picture = Image.open(BytesIO(payload), formats=["JPEG", "PNG"])
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refusal("Cette image ne s’ouvre pas : elle est abîmée. Reprenez la photo.") from error
    pixels = picture.width * picture.height
    if pixels > MAX_PIXELS:
        raise Refusal(
            f"Cette image compte {round(pixels / 1e6)} millions de pixels, {MAX_PIXELS // 1_000_000} au "
            "plus. Réglez l’appareil photo sur une taille plus petite, ou réduisez l’image."
        )
    return picture


def _loaded(picture):
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise Refusal("Cette image est abîmée ou incomplète : reprenez la photo.") from error
    return picture


def _plain(picture, *, keep_clear):
    """In plain colours; what is transparent becomes white paper unless it is kept."""
    from PIL import Image

    has_clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    if not has_clear:
        return picture if picture.mode in ("RGB", "L") else picture.convert("RGB")
    clear = picture.convert("RGBA")
    if keep_clear:
        return clear
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper
