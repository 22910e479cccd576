"""Finding an equal value without storing it: a keyed hash, with a key of its own."""

import hmac

from django.conf import settings


def blind_index(purpose, normalised):
    """64 hexadecimal digits for a value already normalised by its room, or "" for no value.

    Only for values that cannot be guessed by trying them all one by one with the key at hand: national
    numbers, telephones, e-mail addresses; never for a gender or a year.
    """
    if not normalised:
        return ""
    message = f"{settings.PORTAL_TENANT}|{purpose}|{normalised}".encode()
    return hmac.digest(settings.PORTAL_INDEX_KEY, message, "sha256").hex()
