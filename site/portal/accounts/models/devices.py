"""Second factors: what a person has, besides what she knows.

django-otp's own devices keep the TOTP seed and the backup codes in clear; ours seal the first and hash the
second. Codes are checked in `second_factor.py`, which alone takes the locks and counts the tries.
"""

import hashlib
import secrets
import uuid
from base64 import b32decode, b32encode
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device
from django_otp.oath import TOTP

from portal.crypto.fields import EncryptedTextField

STEP_SECONDS = 30
TOLERANCE_STEPS = 1
# No I, L, O or U: nobody has to guess whether it is a one.
RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RECOVERY_LENGTH = 20
RECOVERY_COUNT = 8


def new_seed():
    """160 random bits, as the base32 text that authenticator applications read."""
    return b32encode(secrets.token_bytes(20)).decode()


class StaffDevice(Device):
    """A django-otp device with a key made by us."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="%(class)s_set")
    created_at = models.DateTimeField(_("ajouté le"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.name)

    @property
    def persistent_id(self):
        # django-otp reads a device's key back with int(); a UUID field accepts that whole number.
        return f"{self.model_label()}/{self.id.int}"


class TotpDevice(StaffDevice):
    """An authenticator application on a telephone."""

    seed = EncryptedTextField(default=new_seed)
    # The last time step that was accepted: a code works once.
    last_step = models.BigIntegerField(default=-1)
    last_used_at = models.DateTimeField(_("utilisé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("application d’authentification")
        verbose_name_plural = _("applications d’authentification")

    def _totp(self):
        return TOTP(b32decode(self.seed), step=STEP_SECONDS)

    def current_code(self):
        return f"{self._totp().token():06d}"

    def matching_step(self, code):
        """The time step whose code this is, if it lies within the tolerance and was not used; else None."""
        totp = self._totp()
        if totp.verify(int(code), tolerance=TOLERANCE_STEPS, min_t=self.last_step + 1):
            return totp.t()
        return None

    def verify_token(self, token):
        """Check a code and use it up. The caller holds the row's lock."""
        if not (token.isascii() and token.isdigit() and len(token) == 6):
            return False
        step = self.matching_step(token)
        if step is None:
            return False
        self.last_step = step
        return True

    def grouped_seed(self):
        """The seed in groups of four, for those who type it."""
        return " ".join(self.seed[start : start + 4] for start in range(0, len(self.seed), 4))

    def provisioning_uri(self):
        """What the QR code says."""
        issuer = settings.OTP_TOTP_ISSUER
        label = quote(f"{issuer}:{self.user.email}")
        values = urlencode({"secret": self.seed, "issuer": issuer, "digits": 6, "period": STEP_SECONDS})
        return f"otpauth://totp/{label}?{values}"


class RecoveryCode(StaffDevice):
    """A code on paper, for the day the telephone is lost. Stored as a hash, works once."""

    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    used_at = models.DateTimeField(_("utilisé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("code de secours")
        verbose_name_plural = _("codes de secours")

    @staticmethod
    def new_code():
        return "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_LENGTH))

    @staticmethod
    def hash_code(user, code):
        # A code has 100 random bits: a quick hash is enough, nobody can try them all.
        return hashlib.sha256(f"recovery|{user.pk}|{code}".encode()).hexdigest()

    @classmethod
    def replace_all(cls, user):
        """Make eight codes, forget those left over, and return the new ones in clear, for the only time."""
        cls.objects.filter(user=user, used_at=None).delete()
        codes = [cls.new_code() for _ in range(RECOVERY_COUNT)]
        cls.objects.bulk_create(
            cls(user=user, name="Code de secours", code_hash=cls.hash_code(user, code)) for code in codes
        )
        return codes
