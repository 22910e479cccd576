"""A PDF that was dropped: read, and its original sealed, until somebody has checked the answers and sent.

Nothing is created here but the sealed original, which is swept after a day when nothing is sent.
"""

import hashlib
from dataclasses import dataclass

from django.db import transaction

from forms.attachments import keep_source
from forms.definition.answers import validate
from forms.models import FormVersion, Submission
from forms.readers.pdf.reading import BLANK, MAX_BYTES, NotRead, read_pdf
from forms.services import spelled
from forms.tokens import Token, new_token
from portal.audit.journal import record
from portal.crypto.blind_index import blind_index
from portal.sandbox import SandboxFailure
from portal.vault.models import StoredFile
from portal.vault.storage import RefusedFile, store

TOO_HEAVY = (
    f"Ce fichier est trop lourd : {MAX_BYTES // (1024 * 1024)} Mo au plus. Si c’est un scan, refaites-le en "
    "noir et blanc, ou moins fin."
)
NO_FILE = "Choisissez d’abord le fichier PDF rempli."


class Refused(Exception):
    """A file that is not taken; `message` says in French why, and what to do."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


class AlreadyReceived(Exception):
    """The very same file was sent before: `first` is what came of it."""

    def __init__(self, first):
        super().__init__(first.receipt_code)
        self.first = first


@dataclass
class Dropped:
    """A PDF as it stands on the page: its version (None when nobody can tell), and the raw answers in it.

    `why` is empty when the answers were read; otherwise it says why they are to be copied by hand.
    """

    version: FormVersion | None
    raw: dict
    token: Token
    stored_file: StoredFile
    source: str
    pages: int
    why: str = ""

    @property
    def errors(self):
        """What is wrong with the answers that were read; nothing is said of a page that is still empty."""
        return {} if self.why else validate(self.version.document, self.raw)[1]


def take(upload, *, user=None, accepts=lambda version: ""):
    """The Dropped of an uploaded file. Raises Refused or AlreadyReceived.

    `accepts` gives the reason not to take a PDF of this version (None: unknown), or nothing.
    """
    if upload is None:
        raise Refused(NO_FILE)
    if upload.size > MAX_BYTES:
        raise Refused(TOO_HEAVY)
    upload.seek(0)
    content = upload.read()
    source_hash = hash_of(content)
    first = Submission.objects.filter(source_hash=source_hash).first()
    if first is not None:
        raise AlreadyReceived(first)
    found = _read(content)
    refusal = accepts(found.version)
    if refusal:
        raise Refused(f"{found.why} {refusal}".strip())
    return _kept(upload, source_hash, found, user)


def hash_of(content):
    """The keyed hash by which an original is known again."""
    return blind_index("forms.source", hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class _Found:
    """What a file said, before it is kept."""

    version: FormVersion | None
    raw: dict
    pages: int
    why: str = ""
    scanned: bool = False

    @property
    def channel(self):
        """Without a stamp, or known by its square alone, it is a scan of paper; else a PDF or its remains."""
        on_screen = self.version and not self.scanned
        return Submission.Channel.PDF if on_screen else Submission.Channel.PAPER


def _read(content):
    try:
        filled = read_pdf(content)
    except SandboxFailure as failure:
        raise Refused(failure.message) from failure
    except NotRead as trouble:
        if trouble.message == BLANK:
            raise Refused(BLANK) from trouble
        return _Found(trouble.version, {}, trouble.pages, trouble.message, trouble.scanned)
    return _Found(filled.version, spelled(filled.version.document, filled.raw), filled.pages)


def _kept(upload, source_hash, found, user):
    version = found.version
    token = new_token(version.pk if version else 0)
    try:
        with transaction.atomic():
            stored = store(upload, name=upload.name, kinds=("pdf",), stored_by=user, max_bytes=MAX_BYTES)
            source = keep_source(stored, source_hash, token=token, channel=found.channel)
            record(
                "form.pdf_read",
                actor=user,
                target=version.stamp if version else "",
                details={"file": str(stored.pk), "pages": found.pages, "by_hand": bool(found.why)},
            )
    except RefusedFile as refusal:
        raise Refused(refusal.message) from refusal
    return Dropped(version, found.raw, token, stored, source, found.pages, found.why)
