"""The second factor: after the password, and again before what matters."""

import time

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as otp_login

from portal.accounts import sessions
from portal.accounts.forms import CodeForm
from portal.accounts.models import RecoveryCode
from portal.accounts.second_factor import has_device, recovery_codes_left, verify
from portal.accounts.views.local import go_on, local_next

WRONG = (
    "Ce code n’est pas accepté. Prenez celui qui est affiché maintenant\N{NO-BREAK SPACE}: chaque code ne "
    "sert qu’une fois. Si cela se répète, vérifiez que l’heure de votre téléphone est automatique."
)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request):
    """Ask for the code of the application, or a recovery code."""
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        verdict = verify(request.user, form.cleaned_data["code"])
        if verdict.device:
            accept(request, verdict.device)
            return go_on(request)
        form.add_error("code", _too_many(verdict.retry_at) if verdict.retry_at else WRONG)
        status = 429 if verdict.retry_at else 200
    context = {
        "form": form,
        "next": local_next(request),
        "has_device": has_device(request.user),
        "again": request.user.is_verified(),
    }
    return render(request, "accounts/code.html", context, status=status)


def accept(request, device):
    """This session has now given both factors, under a key that nobody saw before."""
    sessions.rotate(request)
    otp_login(request, device)
    request.session[sessions.FACTOR_AT] = int(time.time())
    if isinstance(device, RecoveryCode):
        left = recovery_codes_left(request.user)
        messages.warning(
            request,
            f"Vous venez d’utiliser un code de secours. Codes restants\N{NO-BREAK SPACE}: {left}. Si votre "
            "téléphone est perdu, remplacez l’application dans «\N{NO-BREAK SPACE}Sécurité de mon "
            "compte\N{NO-BREAK SPACE}».",
        )


def _too_many(retry_at):
    moment = timezone.localtime(retry_at)
    return (
        f"Trop d’essais. Réessayez à {moment:%H}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{moment:%M}, ou entrez "
        "avec un code de l’autre sorte."
    )
