"""The two keys of what is sent outside: a link, and a code that is told on the telephone."""

import hashlib
import secrets

from django.utils.crypto import constant_time_compare

from portal.crypto.blind_index import blind_index

# No letter or digit that is taken for another when it is read aloud or copied by hand.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


def new_token():
    return secrets.token_urlsafe(32)


def new_code():
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def fingerprint_of(token):
    """What is kept of a token. It is long and drawn at random: a plain hash cannot be guessed back."""
    return hashlib.sha256(f"outside-handover|{token}".encode()).hexdigest()


def seal_of(code, token_hash):
    """What is kept of a code: it is short, so it takes our key to try them all, for each link again."""
    return blind_index("outside.code", f"{token_hash}|{plain(code)}")


def is_right(code, row):
    return constant_time_compare(seal_of(code, row.token_hash), row.code_hash)


def plain(code):
    """A code as it was drawn: case, spaces and hyphens are those of who typed it."""
    return "".join(character for character in code.upper() if character.isalnum())
