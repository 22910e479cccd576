"""A filled PDF → the raw answers of the version that it was made from, however old."""

import json
from dataclasses import dataclass

from forms.definition.columns import gather
from forms.models import FormVersion
from portal.sandbox import run_limited

MAX_BYTES = 10 * 1024 * 1024
_CHILD = "forms.readers.pdf.child:read"
_PAGES = "forms.readers.pdf.pages:draw"


class NotRead(Exception):
    """The file is a PDF, but its answers cannot be put in a form by themselves.

    `message` says why and what to do; `version` is the form to open beside it, or None when nobody can tell.
    """

    def __init__(self, message, version=None, pages=1):
        super().__init__(message)
        self.message, self.version, self.pages = message, version, pages


FLAT = (
    "Ce PDF est aplati ou scanné : on y voit les réponses, mais une machine ne peut pas les lire. "
    "Recopiez-les dans le formulaire."
)
NO_STAMP = "Ce PDF ne dit pas de quel formulaire il vient : la marque de version, en bas de page, manque."
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
    version = version_of(found["stamp"], found["pages"])
    if found["flattened"]:
        raise NotRead(FLAT, version, found["pages"])
    raw = gather(version.document, found["values"])
    if not raw:
        raise NotRead(BLANK, version, found["pages"])
    return Filled(version, raw, found["pages"])


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
