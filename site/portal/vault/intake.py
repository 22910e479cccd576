"""A file that somebody chose, made fit to be kept: told apart by its first bytes, cleaned, or refused.

Do this before a transaction begins: it takes a moment, in a process of its own.
"""

import re

from django.core.files.base import ContentFile

from portal.sandbox import SandboxFailure, run_limited
from portal.vault.kinds import recognise
from portal.vault.storage import HEAD_BYTES, MAX_BYTES, RefusedFile

TAKEN = ("pdf", "image")
TIME = {"cpu_seconds": 15, "wall_seconds": 30}
# A picture of 50 million pixels takes half of it; a page of a PDF never as much.
MEMORY_MB = {"clean_image": 900, "check_pdf": 512, "show": 700}
TOO_MUCH = (
    "Ce PDF demande trop de mémoire ou de temps pour être affiché : il est abîmé, ou piégé. "
    "Scannez-le à nouveau, ou imprimez-le « en PDF »."
)


class Cleaned(ContentFile):
    """A file that went through `clean`, or that we made ourselves; `sheets` when it has pages."""

    def __init__(self, content, name=None, sheets=None):
        super().__init__(content, name=name)
        self.sheets = sheets


_HEIC = re.compile(rb"....ftyp(hei[cfmsx]|hev[cmsx]|mif1|msf1|avif)", re.DOTALL)
# What people send most, and what to do with it.
_ADVICE = (
    (
        lambda head: _HEIC.match(head),
        "Cette photo est au format HEIC, que peu de programmes lisent. Sur un iPhone : Réglages › Appareil "
        "photo › Formats › « Le plus compatible », puis reprenez la photo. Ou exportez-la en JPEG.",
    ),
    (
        lambda head: head.lstrip().startswith(b"<") and b"<svg" in head.lower(),
        "Un dessin SVG peut contenir un programme : il n’est pas pris. Exportez-le en PDF ou en PNG.",
    ),
    (
        lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
        "Cette image est au format WebP : enregistrez-la en JPEG ou en PNG.",
    ),
    (
        lambda head: head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")),
        "Ce fichier vient d’un traitement de texte ou d’un tableur, ou est une archive : "
        "enregistrez-le en PDF.",
    ),
)
_NAMED = {"pdf": ("pdf",), "jpg": ("jpg", "jpeg", "jpe", "jfif"), "png": ("png",)}


def clean(file, *, max_bytes=MAX_BYTES):
    """A Cleaned file, that may be stored as it is; raises RefusedFile with what to do, in French."""
    if not file.size:
        raise RefusedFile("Ce fichier est vide.")
    if file.size > max_bytes:
        raise RefusedFile(f"Ce fichier est trop lourd : {max_bytes // (1024 * 1024)} Mo au plus.")
    file.seek(0)
    payload = file.read()
    _content_type, extension = _recognised(payload[: 8 * HEAD_BYTES])
    _check_name(file.name, extension)
    if extension == "pdf":
        return Cleaned(payload, name=file.name, sheets=int(run("check_pdf", payload)))
    return Cleaned(run("clean_image", payload, extension=extension), name=file.name)


def run(function, payload, **options):
    """Run one function of cleaning.py in a limited child process."""
    try:
        return run_limited(
            f"portal.vault.cleaning:{function}",
            payload,
            options=options,
            memory_mb=MEMORY_MB[function],
            **TIME,
        )
    except SandboxFailure as failure:
        # The reader of PDF stops dead when its memory ends: it cannot say so.
        bomb = function == "check_pdf" and failure.reason != "refused"
        raise RefusedFile(TOO_MUCH if bomb else failure.message) from failure


def _recognised(head):
    found = recognise(head, TAKEN)
    if found is None:
        advice = next((words for meant, words in _ADVICE if meant(head)), None)
        raise RefusedFile(advice or "Ce fichier n’est pas du type attendu : un PDF, une photo JPEG ou PNG.")
    return found


def _check_name(name, extension):
    """A name that says something else than the content: one of both is wrong, and a person knows which."""
    _base, dot, said = str(name or "").rpartition(".")
    if dot and said.lower() not in _NAMED[extension]:
        raise RefusedFile(
            f"Ce fichier s’appelle « .{said[:10]} », mais son contenu est du {extension.upper()}. "
            f"Vérifiez que c’est le bon, puis donnez-lui un nom qui finit par « .{extension} »."
        )
