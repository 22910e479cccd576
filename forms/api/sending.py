"""Answers sent by a partner’s software: who, how often, what, then stored once by the one way in."""

import logging
import re

from django.core.exceptions import RequestDataTooBig
from django.http import UnreadablePostError
from django.utils import timezone
from django.views.decorators.cache import never_cache

from forms.api.checking import check
from forms.api.links import whole
from forms.api.problems import Problem, answers_problems, json_response
from forms.api.reading import public_version
from forms.api.strict_json import NotJSON, strict_json
from forms.limits import TooManySendings, count_partner, seconds_left
from forms.models import Submission
from forms.partners import access_of, note_use
from forms.receiving import AlreadySent, NotStored, receive
from portal.crypto.blind_index import blind_index

logger = logging.getLogger(__name__)

MAX_BYTES = 512 * 1024
_KEY = re.compile(r"[!-~]{8,200}")
_JSON = re.compile(r"application/json(\s*;\s*charset=\"?utf-8\"?)?", re.IGNORECASE)


@never_cache
@answers_problems("POST")
def answers(request, slug, number):
    """One set of answers, in the order that costs least: 201 the first time, 200 when it was known."""
    access = _access(request)
    version = public_version(slug, number)
    _refuse_closed(access, version)
    nonce_hash = _nonce_hash(request, access)
    body = _body(request)
    first = Submission.objects.filter(nonce_hash=nonce_hash).first()
    clean = _clean(version, body, first)
    submission = _store(version, clean, nonce_hash, access)
    note_use(access)
    created = first is None
    response = json_response(receipt_of(submission), status=201 if created else 200)
    response["Location"] = whole("forms:receipt", code=submission.receipt_code)
    return response


def receipt_of(submission):
    """What the sender keeps: the same code that a visitor reads on the screen."""
    version = submission.version
    return {
        "receipt_code": submission.receipt_code,
        "received_at": timezone.localtime(submission.received_at).isoformat(timespec="seconds"),
        "form": version.document["form"],
        "version": version.number,
        "receipt": whole("forms:receipt", code=submission.receipt_code),
    }


# --- who ---------------------------------------------------------------------------------------------------
def _access(request):
    access = access_of(request.headers.get("Authorization"))
    if access is None:
        detail = "Donnez le secret d’un accès ouvert : Authorization: Bearer ht_…"
        raise Problem("not-authenticated", detail, headers={"WWW-Authenticate": 'Bearer realm="formulaires"'})
    try:
        count_partner(access)
    except TooManySendings:
        left = str(seconds_left())
        detail = f"Cet accès a fait tous ses envois de l’heure : réessayez dans {left} secondes."
        raise Problem("too-many", detail, headers={"Retry-After": left}) from None
    return access


def _refuse_closed(access, version):
    definition = version.definition
    if not access.forms.filter(pk=definition.pk).exists():
        raise Problem(
            "not-granted",
            f"Cet accès n’envoie pas le formulaire « {definition.slug} » : demandez-le à l’équipe.",
        )
    if not definition.live:
        raise Problem("form-closed", "Ce formulaire n’est plus ouvert : il ne reçoit plus de réponses.")


# --- what --------------------------------------------------------------------------------------------------
def _nonce_hash(request, access):
    key = request.headers.get("Idempotency-Key", "").strip()
    if not _KEY.fullmatch(key):
        raise Problem(
            "no-idempotency-key",
            "Donnez à chaque envoi sa clé, de 8 à 200 signes ASCII sans espace : Idempotency-Key: <uuid>.",
        )
    return blind_index("forms.api", f"{access.pk}|{key}")


def _body(request):
    if not _JSON.fullmatch(request.META.get("CONTENT_TYPE", "")) or request.headers.get("Content-Encoding"):
        raise Problem("not-a-json-request", "Envoyez du JSON en UTF-8 : Content-Type: application/json.")
    try:
        raw = request.body
    except RequestDataTooBig:
        raise _too_large() from None
    except UnreadablePostError:
        raise Problem("not-json", "L’envoi s’est interrompu : recommencez, avec la même clé.") from None
    if len(raw) > MAX_BYTES:
        raise _too_large()
    try:
        return strict_json(raw)
    except NotJSON as why:
        raise Problem("not-json", str(why)) from None


def _too_large():
    return Problem("too-large", f"Un envoi a au plus {MAX_BYTES // 1024} Ko.")


def _clean(version, body, first):
    """The clean answers; a sending repeated later is judged by the day it was first received."""
    today = timezone.localtime(first.received_at if first else None).date()
    clean, faults = check(version.document, body, today)
    if faults:
        listed = [{"path": path, "detail": sentence} for path, sentence in faults.items()]
        count = "Une réponse est" if len(listed) == 1 else f"{len(listed)} réponses sont"
        detail = f"{count} à corriger ; rien n’a été enregistré."
        raise Problem("answers-refused", detail, errors=listed)
    return clean


# --- stored ------------------------------------------------------------------------------------------------
def _store(version, clean, nonce_hash, access):
    try:
        return receive(version, clean, nonce_hash=nonce_hash, channel=Submission.Channel.API, partner=access)
    except AlreadySent as sent:
        detail = "Cette clé a déjà servi pour d’autres réponses, qui sont bien reçues : prenez une clé neuve."
        raise Problem("key-reused", detail, receipt=receipt_of(sent.first)) from None
    except NotStored:
        logger.exception("Valid answers of a partner could not be stored")
        detail = "Recommencez dans une minute, avec la même clé : rien ne sera enregistré deux fois."
        raise Problem("not-stored", detail, headers={"Retry-After": "60"}) from None
