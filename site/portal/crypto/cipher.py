"""AES-256-GCM with a key ring.

A sealed value is: format (1 byte) | key id (4 bytes) | nonce (12 bytes) | ciphertext and tag. The context
(which relais social, which model, which row, which field) is authenticated with it, so a value copied
elsewhere fails.
"""

import os
import struct
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from portal.crypto.errors import Tampered, UnknownKey

FORMAT = 1
HEADER = struct.Struct(">BI")
NONCE_BYTES = 12


def newest_key_id():
    return next(iter(settings.PORTAL_FIELD_KEYS))


def key_id_of(sealed):
    """The id of the key that sealed this value."""
    if len(sealed) < HEADER.size + NONCE_BYTES or sealed[0] != FORMAT:
        raise Tampered("This is not a sealed value.")
    return HEADER.unpack_from(sealed)[1]


def seal(plaintext, context):
    """Seal bytes for a context (text) with the newest key."""
    return sealer()(plaintext, context)


def sealer():
    """`seal`, for many values in a row: the ring is read once."""
    key_id = newest_key_id()
    header, encrypt, tenant = HEADER.pack(FORMAT, key_id), _cipher(key_id).encrypt, settings.PORTAL_TENANT

    def seal_one(plaintext, context):
        nonce = os.urandom(NONCE_BYTES)
        return header + nonce + encrypt(nonce, plaintext, header + f"{tenant}|{context}".encode())

    return seal_one


def unseal(sealed, context):
    """The bytes that were sealed for this very context; raises UnknownKey or Tampered, never guesses."""
    key_id = key_id_of(sealed)
    header, rest = sealed[: HEADER.size], sealed[HEADER.size :]
    try:
        return _cipher(key_id).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + _bound(context))
    except InvalidTag as error:
        raise Tampered("A sealed value does not belong where it stands, or was altered.") from error


def _bound(context):
    return f"{settings.PORTAL_TENANT}|{context}".encode()


def _cipher(key_id):
    try:
        return _made(settings.PORTAL_FIELD_KEYS[key_id])
    except KeyError as error:
        raise UnknownKey(f"Key {key_id} is not in the ring.") from error


# It holds its key and nothing else; threads may share it.
_made = lru_cache(maxsize=8)(AESGCM)
