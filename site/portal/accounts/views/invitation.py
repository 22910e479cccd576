"""From the link in the mail to an open account: password, application, recovery codes."""

import time

from django.contrib.auth import login
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as otp_login

from portal.accounts import sessions
from portal.accounts.actions.enrolment import pending_device
from portal.accounts.actions.open_access import InvitationClosed, hashed, open_access
from portal.accounts.forms import EnrolForm, NewPasswordForm
from portal.accounts.models import Invitation
from portal.accounts.qr import qr_data_uri
from portal.accounts.second_factor import grouped
from portal.crypto.cipher import seal, unseal

PENDING = "invitation"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_invitation(request, token):
    """First step: the password. Opening the link uses nothing up: mail programs open links too."""
    invitation = Invitation.objects.for_token(token)
    if invitation is None:
        return closed(request)
    form = NewPasswordForm(request.POST or None, user=invitation.user)
    if request.method == "POST" and form.is_valid():
        remember(request, invitation, form.cleaned_data["password"])
        return HttpResponseRedirect(reverse("accounts:enrol"))
    return render(request, "accounts/invitation.html", {"form": form, "invitation": invitation})


def remember(request, invitation, password):
    """Keep what the second step needs; the password only as a hash, and sealed."""
    sealed = seal(hashed(password).encode(), f"invitation|{invitation.pk}").hex()
    request.session.cycle_key()
    request.session[PENDING] = {"id": str(invitation.pk), "password": sealed, "device": None}


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request):
    """Second step: the application; then the recovery codes, shown this once."""
    pending = request.session.get(PENDING)
    invitation = Invitation.objects.open().filter(pk=pending["id"]).first() if pending else None
    if invitation is None:
        return closed(request)
    device = pending_device(invitation.user, pending["device"])
    request.session[PENDING] = pending | {"device": str(device.pk)}
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        response = finish(request, pending, device, form.cleaned_data["code"])
        if response:
            return response
        form.add_error("code", "Ce code n’est pas le bon. Attendez le suivant et recopiez-le aussitôt.")
    context = {"form": form, "device": device, "qr": qr_data_uri(device.provisioning_uri()), "first": True}
    return render(request, "accounts/enrol.html", context)


def finish(request, pending, device, code):
    """Open the account and the session; None when the code is wrong."""
    password_hash = unseal(bytes.fromhex(pending["password"]), f"invitation|{pending['id']}").decode()
    try:
        opened = open_access(pending["id"], password_hash=password_hash, device=device, code=code)
    except InvitationClosed:
        return closed(request)
    if opened is None:
        return None
    user, device, codes = opened
    request.session.flush()
    login(request, user, backend=BACKEND)
    otp_login(request, device)
    request.session[sessions.FACTOR_AT] = int(time.time())
    context = {"codes": [grouped(code) for code in codes], "first": True}
    return render(request, "accounts/recovery_codes.html", context)


def closed(request):
    return render(request, "accounts/invitation_closed.html", status=410)
