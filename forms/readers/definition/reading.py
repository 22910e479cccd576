"""A form definition as a JSON file, in both directions; and the checks that any imported document passes.

The file says {"kind", "sha256", "document"}; a bare document is understood too. It is an import: somebody may
have changed it by hand, which is said and allowed. Nothing in it is ever evaluated.
"""

import json
from dataclasses import dataclass, field

from forms.definition import vocabulary as words
from forms.definition.document import canonical, fingerprint
from forms.readers.definition.checks import UnreadableDefinition, refuse_bad_structure, without_strangers
from portal.sandbox import SandboxFailure, run_limited
from portal.sandbox.child import Refusal

MAX_BYTES = 3 * 1024 * 1024
MAX_DEPTH = 40
_NOT_JSON = (
    "Ce fichier n’est pas une définition de formulaire en JSON. "
    "Exportez-la à nouveau depuis la page des versions du formulaire."
)


@dataclass
class Imported:
    """A document read from a file: `notes` tells line by line what was not taken over."""

    document: dict
    notes: list = field(default_factory=list)
    origin: str = "json"
    kind: str = ""

    @property
    def count(self):
        return sum(len(section["questions"]) for section in self.document["sections"])


# --- writing -----------------------------------------------------------------------------------------------
def make_definition(document, kind=""):
    """The bytes of the file: the same document always gives the same file."""
    content = {"kind": kind, "sha256": fingerprint(document), "document": document}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", "surrogatepass")


# --- reading -----------------------------------------------------------------------------------------------
def read_definition(payload):
    """Imported, from the bytes of a JSON file. Raises UnreadableDefinition."""
    found = ask_child("forms.readers.definition.reading:read", payload, MAX_BYTES)
    return Imported(found["document"], found["notes"], "json", found["kind"])


def ask_child(function, payload, most_bytes):
    """What `function` read in the limited child process. Raises UnreadableDefinition."""
    if len(payload) > most_bytes:
        raise UnreadableDefinition(
            f"Ce fichier est trop lourd pour un formulaire : {most_bytes // 1024 // 1024} Mo au plus."
        )
    try:
        return json.loads(run_limited(function, payload, cpu_seconds=15, memory_mb=768))
    except SandboxFailure as failure:
        raise UnreadableDefinition(failure.message) from failure


def read(payload, options):
    """The child's side: {"document", "notes", "kind"} as JSON bytes. Raises Refusal in French."""
    content = _loaded(payload)
    document, kind, notes = _opened(content)
    try:
        document, strangers = without_strangers(document)
        checked_document(document)
    except UnreadableDefinition as error:
        raise Refusal(_plain(str(error))) from error
    notes += [
        {"sheet": "", "row": None, "name": _plain(name), "said": _plain(said)} for name, said in strangers
    ]
    return json.dumps({"document": document, "notes": notes, "kind": kind}).encode()


def checked_document(document):
    """The document, when it follows the grammar to the letter; raises UnreadableDefinition."""
    refuse_bad_structure(document)
    return document


def _loaded(payload):
    try:
        content = json.loads(
            payload.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        raise Refusal(_NOT_JSON) from error
    if not isinstance(content, dict):
        raise Refusal(_NOT_JSON)
    if _depth(content) > MAX_DEPTH:
        raise Refusal("Ce fichier a trop de niveaux les uns dans les autres : ce n’est pas un formulaire.")
    return content


def _object(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refusal(f"« {_plain(_twice(pairs)[:60])} » est dit deux fois au même endroit : gardez-en un.")
    return found


def _twice(pairs):
    seen = set()
    return next(name for name, _value in pairs if name in seen or seen.add(name))


def _refuse_constant(name):
    raise ValueError(name)


def _depth(content):
    """How deep a JSON value goes; without recursion, which it could exhaust."""
    deepest, waiting = 0, [(content, 1)]
    while waiting:
        value, level = waiting.pop()
        deepest = max(deepest, level)
        if deepest > MAX_DEPTH:
            break
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [(each, level + 1) for each in inner if isinstance(each, dict | list)]
    return deepest


def _opened(content):
    """(document, kind, notes) of the file, with or without its envelope."""
    notes, kind, document = [], "", content
    if isinstance(content.get("document"), dict):
        document, kind = content["document"], content.get("kind")
        kind = kind if isinstance(kind, str) and kind in words.FORM_KINDS else ""
    _refuse_other_schema(document)
    if document is not content and content.get("sha256") != _fingerprint(document):
        said = "le fichier a été modifié depuis son export : c’est permis, relisez le brouillon avec soin"
        notes.append({"sheet": "", "row": None, "name": "", "said": said})
    return document, kind, notes


def _plain(text):
    """Text of a stranger that a page can show: no lone half of a sign."""
    return text.encode("utf-8", "replace").decode()


def _fingerprint(document):
    try:
        return fingerprint(document)
    except UnicodeEncodeError:
        return ""


def _refuse_other_schema(document):
    schema = document.get("schema_version")
    if schema is None:
        raise Refusal(_NOT_JSON)
    if schema != words.SCHEMA_VERSION or isinstance(schema, bool):
        said = schema if isinstance(schema, int) and abs(schema) < 10**6 else "inconnue"
        raise Refusal(
            f"Ce fichier suit la version {said} de nos formulaires ; ce portail lit la version "
            f"{words.SCHEMA_VERSION}. Mettez le portail à jour, ou exportez le formulaire depuis celui-ci."
        )


def same(one, other):
    """Whether two documents are the same to the last sign."""
    return canonical(one) == canonical(other)
