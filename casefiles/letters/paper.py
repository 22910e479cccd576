"""A letter on paper and on the screen: made from what it holds and from nothing else."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from casefiles.letters.holes import parts_of
from casefiles.letters.prose import read
from portal.printing import print_pdf


def letter_pdf(content, *, number, on):
    """The bytes of the A4, tagged; without a number it says that it is a draft."""
    paper = paper_of(content, number=number, on=on)
    return print_pdf(
        render_to_string("casefiles/pdf/letter.html", {"paper": paper}),
        sheet=render_to_string("casefiles/pdf/letter.css"),
    )


def paper_of(content, *, number="", on=None):
    """What the letter says, as its templates show it."""
    return {
        **content,
        "number": number,
        "made_on": on or timezone.localdate(),
        "to_parts": parts_of(content["to"]),
        "subject_parts": parts_of(content["subject"]),
        "blocks": [_block(block) for block in content["blocks"]],
        "letterhead_lines": content["letterhead"].splitlines(),
    }


def _block(block):
    if block["kind"] == "facts":
        rows = [(label, parts_of(value)) for label, value in block["rows"]]
        return {**block, "rows": rows}
    if block["kind"] not in ("heading", "text"):
        return block
    if block.get("html"):
        return {**block, "html": _with_marks(read(block["html"]).html)}
    return {**block, "html": "", "paragraphs": [parts_of(one) for one in _paragraphs(block["text"])]}


def _with_marks(html):
    """What lacks stands out. The HTML was made by `read` just now, whatever the row held."""
    parts = [
        format_html('<mark class="lack">{}</mark>', mark_safe(part)) if lacks else mark_safe(part)
        for part, lacks in parts_of(html)
    ]
    return mark_safe("".join(parts))


def _paragraphs(text):
    return [one.strip() for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()] or [""]
