"""Registering an authenticator application: pending first, kept once it has given a right code."""

from django.db import transaction

from portal.accounts.models import TotpDevice
from portal.accounts.second_factor import read_code

DEVICE_NAME = "Application d’authentification"


def pending_device(user, device_id=None):
    """The device being registered: the one already shown, so that a reload does not change the QR code."""
    if device_id:
        device = TotpDevice.objects.filter(pk=device_id, user=user, confirmed=False).first()
        if device:
            return device
    TotpDevice.objects.filter(user=user, confirmed=False).delete()
    return TotpDevice.objects.create(user=user, name=DEVICE_NAME, confirmed=False)


@transaction.atomic
def confirm_device(device, typed):
    """Keep the pending device if the code is right, in place of the earlier ones; say whether it was."""
    device = TotpDevice.objects.select_for_update().get(pk=device.pk)
    _kind, code = read_code(typed)
    if device.confirmed or not device.verify_token(code):
        return None
    TotpDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed", "last_step"])
    return device
