"""The token in the public form: signed and dated by us, it says which version was shown, and which sending.

No session and no cookie: the form can be filled with cookies refused, and a forged request borrows nothing
of the visitor's, because nothing was given to the visitor in the first place.
"""

import secrets
import time
from dataclasses import dataclass

from django.core import signing

from portal.crypto.blind_index import blind_index

_SALT = "forms.fill"
MINIMUM_SECONDS = 3
MAXIMUM_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Token:
    version_id: int
    nonce: str
    made_at: int

    @property
    def signed(self):
        return signing.dumps([self.version_id, self.nonce, self.made_at], salt=_SALT)

    @property
    def nonce_hash(self):
        return blind_index("forms.nonce", self.nonce)

    @property
    def age(self):
        return time.time() - self.made_at

    @property
    def too_young(self):
        return self.age < MINIMUM_SECONDS

    @property
    def too_old(self):
        return self.age > MAXIMUM_SECONDS

    def renewed(self):
        """The same sending, dated now: a second click after it still stores once."""
        return Token(self.version_id, self.nonce, int(time.time()))


def new_token(version_id):
    return Token(version_id, secrets.token_urlsafe(18), int(time.time()))


def read_token(text):
    """The token, or None when it is not one of ours."""
    try:
        version_id, nonce, made_at = signing.loads(text or "", salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Token(version_id, nonce, made_at)
