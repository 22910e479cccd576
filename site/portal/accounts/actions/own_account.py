"""What a person changes about her own access. Each one ends her other sessions."""

from django.db import transaction
from django.db.models import F

from portal.accounts.actions.enrolment import confirm_device
from portal.accounts.models import RecoveryCode, User
from portal.audit.journal import record


def _factor_changed(user):
    """Every session signed before this moment stops being valid."""
    User.objects.filter(pk=user.pk).update(factor_version=F("factor_version") + 1)
    user.refresh_from_db(fields=["factor_version"])


@transaction.atomic
def replace_device(user, device, code):
    """Register the new application instead of the old one; None when the code is wrong."""
    confirmed = confirm_device(device, code)
    if confirmed is None:
        return None
    _factor_changed(user)
    record("factor.enrolled", actor=user)
    return confirmed


@transaction.atomic
def renew_recovery_codes(user):
    """Eight new codes, in clear, for the only time."""
    codes = RecoveryCode.replace_all(user)
    _factor_changed(user)
    record("recovery.renewed", actor=user)
    return codes


@transaction.atomic
def change_password(user, password):
    user.set_password(password)
    user.save(update_fields=["password"])
    record("password.changed", actor=user)
