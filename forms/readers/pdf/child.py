"""Reads a stranger's PDF; runs in the limited child process (portal.sandbox), where nothing of ours is known.

Nothing in the file is run or followed. A file that carries a programme, a command or another file is refused:
it would be kept, and one day somebody would open it.
"""

import io
import json
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from forms.readers.pdf.stamp import STAMP
from portal.sandbox.child import Refusal

MAX_OBJECTS, MAX_PAGES, MAX_FIELDS, MAX_TEXT = 20_000, 60, 6000, 100_000
STAMP_FIELD = "_stamp"
# What people draw or type over a page when their program cannot fill its fields.
_DRAWN_OVER = {"/FreeText", "/Ink", "/Stamp"}
_INSTEAD = "Imprimez-le en PDF, sans rien d’autre, et déposez cette copie ; ou répondez en ligne."

NOT_A_PDF = "Ce fichier n’est pas un PDF. Déposez le formulaire rempli, enregistré en PDF."
DAMAGED = "Ce PDF est abîmé : enregistrez-le à nouveau, ou répondez en ligne."
ENCRYPTED = (
    "Ce PDF est protégé par un mot de passe ou par des droits. Enregistrez-le sans protection, puis "
    "déposez-le à nouveau."
)
TOO_MANY = f"Ce PDF est anormalement compliqué : nous ne l’ouvrons pas. {_INSTEAD}"
TOO_LONG = f"Ce PDF a plus de {MAX_PAGES} pages : ce n’est pas un de nos formulaires."
XFA = (
    "Ce PDF est fait pour un autre logiciel (XFA), que nous ne lisons pas. Téléchargez notre formulaire, ou "
    "répondez en ligne."
)
SCRIPT = f"Ce PDF contient un programme : par prudence, nous ne le gardons pas. {_INSTEAD}"
LAUNCH = (
    f"Ce PDF contient une commande qui ouvre autre chose : par prudence, nous ne le gardons pas. {_INSTEAD}"
)
EMBEDDED = (
    "Ce PDF contient d’autres fichiers : déposez le formulaire seul, et joignez les documents à la page qui "
    "suit."
)
_HARM = {
    "/JavaScript": SCRIPT,
    "/Rendition": SCRIPT,
    "/Launch": LAUNCH,
    "/ImportData": LAUNCH,
    "/GoToE": EMBEDDED,
}


def read(payload, options):
    """JSON {"stamp", "values" or null, "flattened", "pages"}; raises Refusal."""
    if b"%PDF-" not in payload[:1024]:
        raise Refusal(NOT_A_PDF)
    if payload.count(b" obj") > MAX_OBJECTS:
        raise Refusal(TOO_MANY)
    try:
        found = _read(payload)
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OSError,
        RecursionError,
    ) as error:
        raise Refusal(DAMAGED) from error
    return json.dumps(found).encode()


def _read(payload):
    reader = PdfReader(io.BytesIO(payload))
    if reader.is_encrypted:
        raise Refusal(ENCRYPTED)
    if sum(map(len, reader.xref.values())) + len(reader.xref_objStm) > MAX_OBJECTS:
        raise Refusal(TOO_MANY)
    root = _dictionary(reader.trailer["/Root"])
    form = _dictionary(root.get("/AcroForm"))
    if "/XFA" in form:
        raise Refusal(XFA)
    pages = _pages(root)
    _refuse_harm(root, form, pages)
    fields = _fields(form) or _fields_of(pages)
    values = {name: value for name, value in ((name, _value(chain)) for name, chain in fields) if value}
    stamp = _stamp(values.pop(STAMP_FIELD, ""), reader, pages)
    names = {name for name, _chain in fields} - {STAMP_FIELD}
    flattened = not names or (not values and _drawn_over(pages))
    return {
        "stamp": stamp,
        "values": None if flattened else values,
        "flattened": flattened,
        "pages": len(pages),
    }


# --- the tree of pages, and what may hide in it -------------------------------------------------------------
def _dictionary(value):
    value = value.get_object() if value is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _array(value):
    value = value.get_object() if value is not None else None
    return value if isinstance(value, ArrayObject) else ArrayObject()


class _Walk:
    """Refuses what comes round again, and what never ends."""

    def __init__(self, most):
        self.seen, self.left = set(), most

    def enter(self, value):
        self.left -= 1
        if self.left < 0:
            raise Refusal(TOO_MANY)
        if isinstance(value, IndirectObject):
            if (value.idnum, value.generation) in self.seen:
                return False
            self.seen.add((value.idnum, value.generation))
        return True


def _pages(root):
    """Every page, each once."""
    walk, waiting, pages = _Walk(MAX_OBJECTS), [root.raw_get("/Pages")] if "/Pages" in root else [], []
    while waiting:
        one = waiting.pop()
        if not walk.enter(one):
            continue
        node = _dictionary(one)
        if "/Kids" in node:
            waiting += reversed(_array(node.raw_get("/Kids")))
        elif node:
            pages.append(node)
        if len(pages) > MAX_PAGES:
            raise Refusal(TOO_LONG)
    if not pages:
        raise Refusal(DAMAGED)
    return pages


def _refuse_harm(root, form, pages):
    names = _dictionary(root.get("/Names"))
    if "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root:
        raise Refusal(EMBEDDED)
    if "/JavaScript" in names:
        raise Refusal(SCRIPT)
    walk = _Walk(MAX_OBJECTS)
    _refuse_actions(root, walk)
    for page in pages:
        _refuse_actions(page, walk)
        for annotation in map(_dictionary, _array(page.get("/Annots"))):
            if annotation.get("/Subtype") in ("/FileAttachment", "/Movie", "/Screen", "/RichMedia", "/3D"):
                raise Refusal(EMBEDDED)
            _refuse_actions(annotation, walk)
    for _name, chain in _fields(form):
        for part in chain:
            _refuse_actions(part, walk)


def _refuse_actions(holder, walk):
    """/A, /OpenAction and every /AA of a page, a field, a drawing or the document, and what follows them."""
    waiting = [holder.raw_get(entry) for entry in ("/A", "/OpenAction") if entry in holder]
    more = _dictionary(holder.get("/AA"))
    waiting += [more.raw_get(entry) for entry in more]
    while waiting:
        one = waiting.pop()
        if not walk.enter(one):
            continue
        action = one.get_object()
        if isinstance(action, ArrayObject):
            waiting += [part for part in action if isinstance(part.get_object(), DictionaryObject)]
        elif isinstance(action, DictionaryObject) and not isinstance(action.get("/S"), type(None)):
            kind = str(action["/S"])
            if kind in _HARM:
                raise Refusal(_HARM[kind])
            if "/JS" in action:
                raise Refusal(SCRIPT)
            if "/Next" in action:
                waiting.append(action.raw_get("/Next"))


def _drawn_over(pages):
    return any(
        annotation.get("/Subtype") in _DRAWN_OVER
        for page in pages
        for annotation in map(_dictionary, _array(page.get("/Annots")))
    )


# --- fields -------------------------------------------------------------------------------------------------
def _fields(form):
    """[(full name, [field, its parents…])] of every field that takes a value."""
    walk, found = _Walk(MAX_FIELDS), []
    waiting = [(one, "", ()) for one in reversed(_array(form.get("/Fields")))]
    while waiting:
        one, prefix, parents = waiting.pop()
        if not walk.enter(one):
            continue
        field = _dictionary(one)
        own = _as_text(field.get("/T")) if "/T" in field else ""
        name = ".".join(part for part in (prefix, own) if part)
        chain = (field, *parents)
        children = [kid for kid in _array(field.get("/Kids")) if "/T" in _dictionary(kid)]
        if children and _inherited(chain, "/FT") is None:
            waiting += [(kid, name, chain) for kid in reversed(children)]
        elif name:
            found.append((name, chain))
    return found


def _fields_of(pages):
    """The same from the pages, for programs that lose the list of fields."""
    walk, found = _Walk(MAX_FIELDS), {}
    for page in pages:
        for one in _array(page.get("/Annots")):
            chain, node = [], _dictionary(one)
            if node.get("/Subtype") != "/Widget" or not walk.enter(one):
                continue
            while node and len(chain) < 10:
                chain.append(node)
                node = _dictionary(node.get("/Parent"))
            while len(chain) > 1 and "/T" not in chain[0]:
                chain.pop(0)
            found.setdefault(_as_text(chain[0].get("/T")), tuple(chain))
    return [(name, chain) for name, chain in found.items() if name]


def _inherited(chain, entry):
    return next((part[entry] for part in chain if entry in part), None)


def _value(chain):
    """What was written: a text, True for a ticked box, the code of a radio button; "" for nothing."""
    kind, value = _inherited(chain, "/FT"), _inherited(chain, "/V")
    if kind == "/Btn":
        return _chosen(chain[0], value)
    if isinstance(value, ArrayObject):
        value = next(iter(value), None)
    return _as_text(value).replace("\r\n", "\n").replace("\r", "\n")


def _chosen(field, value):
    """The state of a button: the field's own value when one of its boxes has it, else what its boxes show.

    Some programs write the value as a text, some number the boxes (/Opt), some set the boxes only.
    """
    kids = [_dictionary(kid) for kid in _array(field.get("/Kids"))] or [field]
    states = [state for kid in kids for state in _states(kid)]
    said = _plain(value)
    if said not in states:
        said = next((_plain(kid.get("/AS")) for kid in kids if _plain(kid.get("/AS")) not in ("", "Off")), "")
    options = _array(field.get("/Opt"))
    if said.isdigit() and int(said) < len(options):
        said = _as_text(options[int(said)])
    if not said or said == "Off":
        return ""
    is_radio = int(field.get("/Ff", 0)) & (1 << 15)
    return said if is_radio else True


def _states(widget):
    drawn = _dictionary(_dictionary(widget.get("/AP")).get("/N"))
    return [_plain(NameObject(state)) for state in drawn if state != "/Off"]


def _plain(value):
    """« /yes » and « yes » alike."""
    return _as_text(value).removeprefix("/") if value is not None else ""


def _as_text(value):
    value = value.get_object() if value is not None else ""
    if isinstance(value, StreamObject):
        value = value.get_data()
    if isinstance(value, NumberObject):
        value = str(value)
    if isinstance(value, bytes):
        value = _decoded(bytes(value))
    if not isinstance(value, str):
        return ""
    # A surrogate that stands alone is no sign of any writing: it could not even be sent on.
    return str(value).replace("\x00", "").encode("utf-8", "ignore").decode()[:MAX_TEXT]


def _decoded(raw):
    for mark, encoding in ((b"\xfe\xff", "utf-16"), (b"\xff\xfe", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(mark):
            return raw.decode(encoding, "ignore")
    return raw.decode("latin-1")


# --- the stamp ----------------------------------------------------------------------------------------------
def _stamp(written, reader, pages):
    """From its own field, else from what the file says of itself, else from the words on its pages."""
    information = _dictionary(reader.trailer.get("/Info"))
    for text in (written if isinstance(written, str) else "", _as_text(information.get("/Stamp"))):
        if match := STAMP.fullmatch(text.strip()):
            return match[0]
    for number in range(min(len(pages), MAX_PAGES)):
        try:
            text = reader.pages[number].extract_text()
        except Exception:  # noqa: S112 - a page that cannot be read aloud says no stamp
            continue
        if match := STAMP.search(text) or STAMP.search(re.sub(r"\s*;\s*", ";", text)):
            return match[0]
    return None
