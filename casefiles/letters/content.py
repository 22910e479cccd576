"""From a template and a file to what a letter says: plain values, that lean on nothing that may change.

A block is a dictionary: its `kind` and, for words, its `text`, and `html` when nobody edited it.
"""

from django.utils.html import escape

from casefiles.letters.catalogue import LABELS, LISTS, ON_PAPER
from casefiles.letters.holes import fill, hole, holes_in, label_of
from casefiles.letters.prose import read
from casefiles.letters.values import HOUSE

FORMAT = 1
WORDS = ("heading", "text")


def content_of(template, values):
    """The letter as it begins: everything that is known filled in, and what is not asked for."""
    return {
        "format": FORMAT,
        "house": HOUSE,
        "programme": values.of("file.programme"),
        "title": template.title,
        "subject": template.subject,
        "letterhead": template.letterhead,
        "place": template.place,
        "to": _addressee(template, values),
        "blocks": [_block(child, values) for child in template.body],
        "asked": {label: kind for child in template.body for label, kind in _asked(child)},
    }


def texts_of(content):
    """Everything in which something may still lack."""
    yield content["to"]
    yield content["subject"]
    for block in content["blocks"]:
        if block["kind"] in WORDS:
            yield block["text"]
        elif block["kind"] == "facts":
            yield from (value for _label, value in block["rows"])


def missing_from(content):
    return holes_in(texts_of(content))


def filled(content, given):
    """The same letter with what was given, by label."""

    def block_of(block):
        if block["kind"] == "facts":
            return {**block, "rows": [[label, fill(value, given)] for label, value in block["rows"]]}
        if block["kind"] not in WORDS:
            return block
        html = {"html": fill(block["html"], _escaped(given))} if block.get("html") else {}
        return {**block, "text": fill(block["text"], given), **html}

    blocks = [block_of(block) for block in content["blocks"]]
    return {
        **content,
        "to": fill(content["to"], given),
        "subject": fill(content["subject"], given),
        "blocks": blocks,
    }


def reworded(content, texts):
    """The same letter with other words: {rank of the block: text}; what was not touched keeps its dress."""
    blocks = []
    for rank, block in enumerate(content["blocks"]):
        text = texts.get(rank)
        if block["kind"] in WORDS and text is not None and _flat(text) != _flat(block["text"]):
            block = {"kind": block["kind"], "text": text.strip()}
        blocks.append(block)
    return {**content, "blocks": blocks}


def _flat(text):
    return text.replace("\r\n", "\n").strip()


def _escaped(given):
    return {str(escape(label)): str(escape(value)) for label, value in given.items()}


def _addressee(template, values):
    if template.to == template.To.PERSON:
        return f"{values.of('person.title')} {values.of('person.name')}"
    return hole("nom et adresse du destinataire") if template.to == template.To.OTHER else ""


def _block(child, values):
    return _MADE[child.block_type](child.value, values)


def _heading(value, values):
    return {"kind": "heading", "text": str(value)}


def _prose(value, values):
    said = read(value.source, field=lambda code: _value(code, values), ask=hole)
    return {"kind": "text", "text": said.text, "html": said.html}


def _facts(value, values):
    rows = [[_label(code), _value(code, values)] for code in value["fields"]]
    return {"kind": "facts", "title": value["title"] or "", "rows": rows}


def _rows(value, values):
    rows = values.rows(value["source"])
    return {
        "kind": "rows",
        "title": value["title"] or LISTS.get(value["source"], "").capitalize(),
        "rows": rows,
    }


def _signature(value, values):
    who = []
    if value in ("person", "both"):
        who.append(values.of("person.name"))
    if value in ("service", "both"):
        who.append(values.of("letter.author"))
    return {"kind": "signature", "who": who}


def _label(code):
    label = ON_PAPER.get(code) or LABELS.get(code, code)
    return label[:1].upper() + label[1:]


def _value(code, values):
    return values.of(code) or hole(LABELS.get(code, code))


def _asked(child):
    """(label, kind) of what a block asks to be typed."""
    if child.block_type == "prose":
        for label, kind in read(child.value.source, ask=hole).asked.items():
            yield label_of(label), kind


_MADE = {
    "heading": _heading,
    "prose": _prose,
    "facts": _facts,
    "rows": _rows,
    "signature": _signature,
}
