"""AES-256-GCM with a key ring.

A sealed value is: format (1 byte) | key id (4 bytes) | nonce (12 bytes) | ciphertext and tag. The context
(which relais social, which model, which row, which field) is authenticated with it, so a value copied
elsewhere fails.
"""

import os
import struct

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
    key_id = newest_key_id()
    header = HEADER.pack(FORMAT, key_id)
    nonce = os.urandom(NONCE_BYTES)
    return header + nonce + _cipher(key_id).encrypt(nonce, plaintext, header + _bound(context))


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
        return AESGCM(settings.PORTAL_FIELD_KEYS[key_id])
    except KeyError as error:
        raise UnknownKey(f"Key {key_id} is not in the ring.") from error
