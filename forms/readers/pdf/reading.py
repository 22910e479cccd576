"""A filled PDF → the raw answers of the version that it was made from, however old."""

import json
from dataclasses import dataclass

from forms.definition.columns import gather
from forms.models import FormVersion
from portal.sandbox import SandboxFailure, run_limited

MAX_BYTES = 10 * 1024 * 1024
_CHILD = "forms.readers.pdf.child:read"
_PAGES = "forms.readers.pdf.pages:draw"
_SQUARES = "forms.readers.pdf.squares:read"


class NotRead(Exception):
    """The file is a PDF, but its answers cannot be put in a form by themselves.

    `message` says why and what to do; `version` is the form to open beside it, or None when nobody can tell;
    `scanned`, that it was known by the square printed on it: somebody wrote on paper.
    """

    def __init__(self, message, version=None, pages=1, *, scanned=False):
        super().__init__(message)
        self.message, self.version, self.pages, self.scanned = message, version, pages, scanned


FLAT = (
    "Ce PDF est aplati ou scanné : on y voit les réponses, mais une machine ne peut pas les lire. "
    "Recopiez-les dans le formulaire."
)
NO_STAMP = "Ce PDF ne dit pas de quel formulaire il vient : la marque de version, en bas de page, manque."
NO_SQUARE = (
    "Ce PDF ne dit pas de quel formulaire il vient : ni le code carré, en haut de la première page, ni la "
    "marque de version, en bas de page, ne s’y lisent. Scannez aussi la première page, entière et bien nette."
)
FOREIGN_SQUARE = (
    "Le code carré de ce document n’est pas celui d’un de nos formulaires : nous ne l’avons pas suivi."
)
SEVERAL = (
    "Ce scan réunit des formulaires différents. Faites un fichier par formulaire, et déposez-les l’un après "
    "l’autre."
)
BLANK = (
    "Ce formulaire est vide : aucune réponse n’y est enregistrée. Remplissez-le, enregistrez-le, puis "
    "déposez-le."
)


@dataclass(frozen=True)
class Filled:
    """What a PDF says: the version it was made from, and the raw answers in it."""

    version: FormVersion
    raw: dict
    pages: int


def read_pdf(content):
    """The Filled of a PDF's bytes. Raises NotRead, or portal.sandbox.SandboxFailure when it is refused."""
    found = json.loads(run_limited(_CHILD, content, cpu_seconds=10, memory_mb=768))
    if found["flattened"]:
        raise _by_hand(content, found["stamp"], found["pages"])
    version = version_of(found["stamp"], found["pages"])
    raw = gather(version.document, found["values"])
    if not raw:
        raise NotRead(BLANK, version, found["pages"])
    return Filled(version, raw, found["pages"])


def _by_hand(content, stamp, pages):
    """The NotRead of a PDF without fields: by what it says of itself, else by the square on its pages."""
    try:
        return NotRead(FLAT, version_of(stamp, pages), pages)
    except NotRead as unsaid:
        seen = _squares(content)
        if seen["stamps"]:
            return _of_paper(seen, pages)
        if stamp:
            return unsaid
        return NotRead(FOREIGN_SQUARE if seen["foreign"] else NO_SQUARE, pages=pages)


def _squares(content):
    """What the squares say; nothing when the pages are too heavy to be drawn."""
    try:
        return json.loads(run_limited(_SQUARES, content, cpu_seconds=10, memory_mb=1024))
    except SandboxFailure:
        return {"stamps": [], "first_pages": 0, "foreign": False}


def _of_paper(seen, pages):
    if len(seen["stamps"]) > 1:
        return NotRead(SEVERAL, pages=pages)
    try:
        version = version_of(seen["stamps"][0], pages)
    except NotRead as unknown:
        unknown.scanned = True
        return unknown
    copies = seen["first_pages"]
    more = f" Attention : on y voit {copies} fois la première page. Est-ce un seul formulaire ?" * (
        copies > 1
    )
    return NotRead(FLAT + more, version, pages, scanned=True)


def version_of(stamp, pages=1):
    """The published version that a stamp names; raises NotRead, with the form in use now if any."""
    if not stamp:
        raise NotRead(NO_STAMP, pages=pages)
    slug, number, digest = stamp.split(";")
    versions = FormVersion.objects.select_related("definition").filter(definition__slug=slug)
    current = versions.order_by("-number").first()
    if current is None:
        raise NotRead(
            f"Ce PDF vient d’un formulaire que nous ne connaissons pas (« {slug} »). Prenez un des nôtres.",
            pages=pages,
        )
    version = versions.filter(number=number).first()
    if version is None:
        raise NotRead(
            f"Ce PDF se dit de la version {number} de ce formulaire, qui n’existe pas. Recopiez les réponses "
            "dans la version d’aujourd’hui.",
            current,
            pages,
        )
    if not version.sha256.startswith(digest):
        raise NotRead(
            f"Ce PDF ne correspond pas à notre version {number} : il vient d’un autre site, ou il a été "
            "modifié. Recopiez les réponses dans la version d’aujourd’hui.",
            current,
            pages,
        )
    return version


def page_picture(content, number):
    """The JPEG of a page, counted from 0. Raises portal.sandbox.SandboxFailure."""
    return run_limited(_PAGES, content, options={"page": number}, cpu_seconds=10, memory_mb=1024)
