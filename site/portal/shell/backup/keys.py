"""Which keys an archive needs, proven without ever writing one down."""

import base64
import hashlib
import hmac

from django.conf import settings

from portal.crypto.cipher import seal, unseal
from portal.crypto.errors import CryptoError
from portal.crypto.rotation import models_with_encryption
from portal.shell.backup.errors import BackupError

CANARY = b"a value that opens proves the key, the tenant and the cipher"
CANARY_CONTEXT = "backup|canary"
SAMPLES = 5


def proof_of_keys():
    """What the manifest says of the keys: their ids, a check value of each, and a sealed canary."""
    return {
        "field_keys": {str(key_id): _check_value(key) for key_id, key in settings.PORTAL_FIELD_KEYS.items()},
        "index_key": _check_value(settings.PORTAL_INDEX_KEY),
        "canary": base64.b64encode(seal(CANARY, CANARY_CONTEXT)).decode(),
    }


def require_keys(proof):
    """Raises BackupError when this machine could not read what it would restore."""
    for key_id, expected in proof["field_keys"].items():
        key = settings.PORTAL_FIELD_KEYS.get(int(key_id))
        if key is None:
            raise BackupError(f"La clé {key_id} manque dans PORTAL_FIELD_KEYS : remettez-la d’abord.")
        if _check_value(key) != expected:
            raise BackupError(f"La clé {key_id} de PORTAL_FIELD_KEYS n’est pas celle de l’archive.")
    if _check_value(settings.PORTAL_INDEX_KEY) != proof["index_key"]:
        raise BackupError("PORTAL_INDEX_KEY n’est pas celle de l’archive : rien ne serait retrouvé.")
    try:
        unseal(base64.b64decode(proof["canary"]), CANARY_CONTEXT)
    except CryptoError as error:
        raise BackupError("Le témoin chiffré ne s’ouvre pas : PORTAL_TENANT est-il le bon ?") from error


def open_samples():
    """Opens a few encrypted values of every model in the database; gives how many were opened."""
    opened = 0
    for model, fields in models_with_encryption():
        for row in model._base_manager.order_by("pk")[:SAMPLES]:
            opened += sum(getattr(row, field.attname) is not None for field in fields)
    return opened


def _check_value(key):
    # A keyed digest of a random key of 32 bytes tells nothing about it.
    return hmac.new(key, b"check value", hashlib.sha256).hexdigest()[:16]
