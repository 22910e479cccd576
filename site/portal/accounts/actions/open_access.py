"""Using an invitation: password, application and recovery codes, all at once or not at all."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.accounts.actions.enrolment import confirm_device
from portal.accounts.ending import end_all
from portal.accounts.models import CodeAttempt, Invitation, RecoveryCode, User
from portal.audit.journal import record


class InvitationClosed(Exception):
    """The link was used, replaced or is too old."""


@transaction.atomic
def open_access(invitation_id, *, password_hash, device, code):
    """Open the account of this invitation.

    Returns (user, device, recovery codes), or None when the code is wrong: the link then still stands.
    """
    invitation = Invitation.objects.open().select_for_update(of=("self",)).filter(pk=invitation_id).first()
    if invitation is None:
        raise InvitationClosed
    confirmed = confirm_device(device, code)
    if confirmed is None:
        return None
    user = invitation.user
    User.objects.filter(pk=user.pk).update(password=password_hash, factor_version=F("factor_version") + 1)
    user.refresh_from_db()
    CodeAttempt.objects.filter(user=user).delete()
    codes = RecoveryCode.replace_all(user)
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    record("invitation.used", actor=user, details={"kind": invitation.kind})
    record("factor.enrolled", actor=user)
    end_all(user, actor=user, reason="access")
    return user, confirmed, codes


def hashed(password):
    """What is kept of the password between the two steps of the invitation."""
    return make_password(password)
