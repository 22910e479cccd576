"""The accesses of partners’ software: given once, known by a keyed hash, taken back with a reason."""

import hmac
import re
import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from forms.models import PartnerAccess
from portal.audit.journal import record
from portal.crypto.blind_index import blind_index

# So that a secret found in a mail or in a log is recognised for what it is.
PREFIX = "ht_"
_BEARER = re.compile(r"bearer +([!-~]{1,200})", re.IGNORECASE)


class Refused(Exception):
    """Why not, in French."""


def give_access(name, forms, *, actor):
    """(access, secret): the secret is shown now and cannot be found again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            access = PartnerAccess.objects.create(
                name=name,
                token_hash=_hash(secret),
                token_hint=secret[: PartnerAccess._meta.get_field("token_hint").max_length],
                created_by=actor,
            )
            access.forms.set(forms)
            slugs = sorted(form.slug for form in forms)
            record("form.partner_access_given", actor=actor, target=name, details={"forms": slugs})
    except IntegrityError:
        raise Refused("Un accès porte déjà ce nom : ajoutez le logiciel ou l’année.") from None
    return access, secret


def take_back(access, *, reason, actor):
    """From now on this secret opens nothing; what it sent stays."""
    with transaction.atomic():
        open_still = PartnerAccess.objects.filter(pk=access.pk, revoked_at=None)
        if not open_still.update(revoked_at=timezone.now()):
            raise Refused("Cet accès est déjà retiré.")
        record("form.partner_access_revoked", actor=actor, target=access.name, reason=reason)


def access_of(authorization):
    """The open access whose secret stands in an Authorization header, or None."""
    bearer = _BEARER.fullmatch((authorization or "").strip())
    if not bearer:
        return None
    digest = _hash(bearer[1])
    access = PartnerAccess.objects.filter(token_hash=digest, revoked_at=None).first()
    return access if access and hmac.compare_digest(access.token_hash, digest) else None


def note_use(access):
    """Tell staff that this access still serves."""
    PartnerAccess.objects.filter(pk=access.pk).update(last_used_at=timezone.now())


def _hash(secret):
    return blind_index("forms.partner_access", secret)
