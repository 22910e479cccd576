"""Draws one page of a stranger's PDF; runs in the limited child process (portal.sandbox)."""

import io

from portal.sandbox.child import Refusal

WIDTH = 1000
_MAX_HEIGHT = 2400


def draw(payload, options):
    """The JPEG of a page, `options` {"page": from 0}."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(payload)
        document.init_forms()
        page = document[options["page"]]
        width, height = page.get_size()
        scale = min(WIDTH / max(width, 1), _MAX_HEIGHT / max(height, 1))
        picture = page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise Refusal("Cette page ne peut pas être montrée : ouvrez le fichier d’origine.") from error
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=80)
    return output.getvalue()
