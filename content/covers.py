"""The first page of a PDF as a small picture. Runs in a limited child process: no Django here."""

import json
from io import BytesIO

MAX_SHEETS = 2000


def render_first_page(payload, options):
    """One line of JSON (number of sheets, width, height), then a JPEG of the first page."""
    import pypdfium2

    from portal.sandbox.child import Refusal

    try:
        document = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal(
                "Ce PDF est protégé par un mot de passe : enregistrez-le sans protection."
            ) from error
        raise Refusal("Ce PDF ne s’ouvre pas : il est abîmé ou incomplet. Exportez-le à nouveau.") from error
    sheets = len(document)
    if not 1 <= sheets <= MAX_SHEETS:
        raise Refusal("Ce PDF n’a aucune page lisible.")
    page = document[0]
    width, height = page.get_size()
    scale = min(options.get("width", 640) / max(width, 1), 1600 / max(height, 1))
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=82, optimize=True)
    head = {"sheets": sheets, "width": picture.width, "height": picture.height}
    return json.dumps(head).encode() + b"\n" + buffer.getvalue()
