"""What was read from a file, carried by the page itself until it is confirmed: nothing is stored."""

from django.core import signing

from forms.readers.definition.reading import (
    Imported,
    UnreadableDefinition,
    checked_document,
    read_definition,
)
from forms.readers.xlsform.reading import read_xlsform

MAX_BYTES = 5 * 1024 * 1024
_MAX_PARCEL = 1_400_000
_SALT = "forms.travel"
_HOURS = 6


class Expired(Exception):
    """The page was left open too long, or belongs to somebody else."""


def read_file(upload):
    """Imported, from an uploaded file: an XLSForm or a definition. Raises UnreadableDefinition."""
    if upload.size > MAX_BYTES:
        raise UnreadableDefinition(
            f"Ce fichier est trop lourd pour un formulaire : {MAX_BYTES // 1024 // 1024} Mo au plus."
        )
    payload = upload.read()
    if not payload.strip():
        raise UnreadableDefinition("Ce fichier est vide.")
    if payload.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return read_definition(payload)
    return read_xlsform(payload)


def wrapped(imported, user):
    """The signed text that brings what was read back to us, from this person only."""
    content = {
        "document": imported.document,
        "notes": imported.notes,
        "origin": imported.origin,
        "kind": imported.kind,
        "user": str(user.pk),
    }
    parcel = signing.dumps(content, salt=_SALT, compress=True)
    if len(parcel) > _MAX_PARCEL:
        raise UnreadableDefinition("Ce formulaire contient trop de texte. Partagez-le en deux fichiers.")
    return parcel


def unwrapped(parcel, user):
    """Imported again; raises Expired."""
    try:
        content = signing.loads(parcel, salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature as error:
        raise Expired from error
    if content.pop("user") != str(user.pk):
        raise Expired
    checked_document(content["document"])
    return Imported(**content)
