"""Checking a second-factor code: one at a time per person, ten wrong ones an hour at most, each works once.

A code is looked for where its shape says: six digits in the applications, twenty signs in the recovery codes.
Wrong tries are counted by shape, so that a telephone with a wrong clock does not lock the codes on paper too.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import CodeAttempt, RecoveryCode, TotpDevice, User
from portal.accounts.models.devices import RECOVERY_ALPHABET, RECOVERY_LENGTH, StaffDevice
from portal.audit.journal import record

MAX_TRIES = 10
WINDOW = timedelta(hours=1)
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True)
class Verdict:
    """The device that accepted the code; or none, and when to try again if there were too many tries."""

    device: StaffDevice | None = None
    retry_at: datetime | None = None


def read_code(typed):
    """(kind, code) of what was typed, spaces and dashes aside; (None, "") when it can be no code."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(code) == 6 and code.isascii() and code.isdigit():
        return CodeAttempt.Kind.TOTP, code
    code = code.translate(_LOOK_ALIKES)
    if len(code) == RECOVERY_LENGTH and set(code) <= set(RECOVERY_ALPHABET):
        return CodeAttempt.Kind.RECOVERY, code
    return None, ""


def verify(user, typed):
    """Check a code for this person and use it up; journal the result."""
    kind, code = read_code(typed)
    if kind is None:
        return Verdict()
    with transaction.atomic():
        # Whoever checks a code of this person waits here: two requests cannot use one code, nor one last try.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        retry_at = _locked_until(user, kind)
        if retry_at:
            record("factor.locked", actor=user, details={"kind": kind.value})
            return Verdict(retry_at=retry_at)
        device = _matching_device(user, kind, code)
        if device is None:
            CodeAttempt.objects.create(user=user, kind=kind)
            record("factor.refused", actor=user, details={"kind": kind.value})
            return Verdict()
        CodeAttempt.objects.filter(user=user).delete()
        record("factor.ok" if kind == CodeAttempt.Kind.TOTP else "recovery.used", actor=user)
    return Verdict(device=device)


def _locked_until(user, kind):
    CodeAttempt.objects.filter(user=user, at__lt=timezone.now() - WINDOW).delete()
    latest = CodeAttempt.objects.filter(user=user, kind=kind).order_by("-at").values_list("at", flat=True)
    tries = list(latest[:MAX_TRIES])
    return tries[-1] + WINDOW if len(tries) == MAX_TRIES else None


def _matching_device(user, kind, code):
    now = timezone.now()
    if kind == CodeAttempt.Kind.RECOVERY:
        code_hash = RecoveryCode.hash_code(user, code)
        device = (
            RecoveryCode.objects.select_for_update()
            .filter(user=user, used_at=None, code_hash=code_hash)
            .first()
        )
        if device:
            device.used_at = now
            device.save(update_fields=["used_at"])
        return device
    for device in TotpDevice.objects.select_for_update().filter(user=user, confirmed=True):
        if device.verify_token(code):
            device.last_used_at = now
            device.save(update_fields=["last_step", "last_used_at"])
            return device
    return None


def has_device(user):
    return TotpDevice.objects.filter(user=user, confirmed=True).exists()


def recovery_codes_left(user):
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def grouped(code):
    """A recovery code in groups of four, easier to copy."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
