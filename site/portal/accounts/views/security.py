"""One's own access: application, recovery codes, password, other sessions."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_otp import login as otp_login

from portal.accounts import sessions
from portal.accounts.actions import own_account
from portal.accounts.actions.enrolment import pending_device
from portal.accounts.forms import ChangePasswordForm, EnrolForm
from portal.accounts.fresh import fresh_factor_required
from portal.accounts.models import RecoveryCode, StaffSession, TotpDevice
from portal.accounts.qr import qr_data_uri
from portal.accounts.second_factor import grouped
from portal.audit.journal import record

PENDING_DEVICE = "pending_device"


@never_cache
@require_GET
def security(request):
    """What protects this account, and where it is open."""
    context = {
        "devices": TotpDevice.objects.filter(user=request.user, confirmed=True),
        "codes_left": RecoveryCode.objects.filter(user=request.user, used_at=None).count(),
        "staff_sessions": StaffSession.objects.filter(user=request.user),
        "current": request.staff_session,
    }
    return render(request, "accounts/security.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_factor_required
def replace_device(request):
    """Register the application of a new telephone instead of the old one."""
    device = pending_device(request.user, request.session.get(PENDING_DEVICE))
    request.session[PENDING_DEVICE] = str(device.pk)
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirmed = own_account.replace_device(request.user, device, form.cleaned_data["code"])
        if confirmed:
            del request.session[PENDING_DEVICE]
            sessions.keep_this_one(request, request.user)
            otp_login(request, confirmed)
            messages.success(request, "Votre nouvelle application est enregistrée ; l’ancienne ne sert plus.")
            return HttpResponseRedirect(reverse("accounts:security"))
        form.add_error("code", "Ce code n’est pas le bon. Attendez le suivant et recopiez-le aussitôt.")
    context = {"form": form, "device": device, "qr": qr_data_uri(device.provisioning_uri()), "first": False}
    return render(request, "accounts/enrol.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_factor_required
def recovery_codes(request):
    """New recovery codes, shown once, in the answer itself."""
    if request.method != "POST":
        return render(request, "accounts/recovery_codes_ask.html")
    codes = own_account.renew_recovery_codes(request.user)
    sessions.keep_this_one(request, request.user)
    return render(request, "accounts/recovery_codes.html", {"codes": [grouped(code) for code in codes]})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request):
    """The old password, then the new one twice."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        own_account.change_password(request.user, form.cleaned_data["password"])
        sessions.keep_this_one(request, request.user)
        messages.success(request, "Votre mot de passe est changé. Vos autres sessions sont fermées.")
        return HttpResponseRedirect(reverse("accounts:security"))
    return render(request, "accounts/change_password.html", {"form": form})


@require_POST
def end_session(request, pk):
    """Close one of one's own sessions elsewhere."""
    row = get_object_or_404(sessions.others_of(request, request.user), pk=pk)
    row.delete()
    record("session.ended", actor=request.user, details={"reason": "own"})
    messages.success(request, "La session est fermée.")
    return HttpResponseRedirect(reverse("accounts:security"))


@require_POST
def end_other_sessions(request):
    """Close all of one's sessions but this one."""
    count, _rows = sessions.others_of(request, request.user).delete()
    record("session.ended", actor=request.user, details={"reason": "own", "count": count})
    messages.success(request, "Vos autres sessions sont fermées.")
    return HttpResponseRedirect(reverse("accounts:security"))
