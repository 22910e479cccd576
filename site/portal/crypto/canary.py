"""Are these the keys that wrote this database? Asked before the first request, not at the first value read.

With other keys nobody could read a file, and what would be written meanwhile would open with neither ring.
"""

import hashlib
import hmac

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from portal.crypto.cipher import newest_key_id
from portal.crypto.errors import CryptoError
from portal.crypto.models import KeyProof
from portal.crypto.rotation import models_with_encryption

TENANT, INDEX, FIELD = "tenant", "index", "field:"


class ForeignKeys(ImproperlyConfigured):
    """The secrets of the environment are not those of this database. One sentence says what to do."""


def require_own_keys():
    """Raise ForeignKeys when the database was written with other secrets; no database yet is no quarrel."""
    if not _is_there():
        return
    for name, proof in KeyProof.objects.values_list("name", "proof"):
        _check(name, proof)


def remember_keys():
    """Note the secrets that write from now on; what is noted already stays. Check them first."""
    if not _is_there():
        return
    if not KeyProof.objects.exists():
        _open_a_value_of_each_model()
    for name in (TENANT, INDEX, f"{FIELD}{newest_key_id()}"):
        KeyProof.objects.get_or_create(name=name, defaults={"proof": _proof(name)})


def forget_older_keys():
    """Nothing is sealed with an older key any more: it may leave the ring."""
    newest = f"{FIELD}{newest_key_id()}"
    KeyProof.objects.filter(name__startswith=FIELD).exclude(name=newest).delete()


def _is_there():
    return KeyProof._meta.db_table in connection.introspection.table_names()


def _open_a_value_of_each_model():
    """A database older than its proofs must not take the first keys that come for its own."""
    tables = connection.introspection.table_names()
    for model, fields in models_with_encryption():
        if model._meta.db_table not in tables:
            continue
        for field in fields:
            row = model._base_manager.filter(**{f"{field.name}__isnull": False}).only(field.name).first()
            try:
                _ = row and getattr(row, field.attname)
            except CryptoError as error:
                raise ForeignKeys(
                    "Avec PORTAL_FIELD_KEYS et PORTAL_TENANT, rien de cette base ne s’ouvre : reprenez les "
                    "valeurs gardées au coffre, ou la base qui va avec celles-ci."
                ) from error


def _check(name, expected):
    found = _proof(name)
    if found is None:
        raise ForeignKeys(
            f"La clé {name.removeprefix(FIELD)} manque dans PORTAL_FIELD_KEYS : remettez-la, des données ont "
            "été écrites avec elle ; on ne la retire qu’après manage.py reencrypt."
        )
    if hmac.compare_digest(found, expected):
        return
    if name == TENANT:
        raise ForeignKeys("PORTAL_TENANT n’est pas celui de cette base : remettez la valeur d’avant.")
    secret = (
        "PORTAL_INDEX_KEY" if name == INDEX else f"La clé {name.removeprefix(FIELD)} de PORTAL_FIELD_KEYS"
    )
    raise ForeignKeys(
        f"{secret} n’est pas celle qui a écrit cette base : reprenez la clé gardée au coffre, ou la base qui "
        "va avec celle-ci."
    )


def _proof(name):
    """The digest of this secret as the environment has it; None for a key that is not in the ring."""
    if name == TENANT:
        return hashlib.sha256(settings.PORTAL_TENANT.encode()).hexdigest()
    if name == INDEX:
        return _digest(settings.PORTAL_INDEX_KEY, INDEX)
    key = settings.PORTAL_FIELD_KEYS.get(int(name.removeprefix(FIELD)))
    return key and _digest(key, FIELD)


def _digest(key, text):
    # A keyed digest of 32 random bytes tells nothing about them.
    return hmac.new(key, f"start-up proof|{text}".encode(), hashlib.sha256).hexdigest()
