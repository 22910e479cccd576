"""Where coordination and data protection answer for roles that open case files."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.actions.confirm_role import decide_role
from portal.accounts.actions.invite import Refused
from portal.accounts.fresh import fresh_factor_required
from portal.accounts.models import RoleRequest


@never_cache
@require_safe
@fresh_factor_required
def roles_to_confirm(request):
    """Every role that waits for a second person."""
    return _page(request)


@require_POST
@fresh_factor_required
def decide(request, pk):
    """One answer."""
    decision = request.POST.get("decision")
    if decision not in {"confirm", "decline"}:
        return _page(request, "Choisissez « Confirmer » ou « Ne pas confirmer ».", status=400)
    try:
        asked = decide_role(pk, actor=request.user, confirmed=decision == "confirm")
    except Refused as reason:
        return _page(request, str(reason), status=409)
    words = "est confirmé" if decision == "confirm" else "n’est pas confirmé"
    name, role = asked.user.get_full_name(), asked.get_role_display()
    messages.success(
        request, f"{name}\N{NO-BREAK SPACE}: le rôle «\N{NO-BREAK SPACE}{role}\N{NO-BREAK SPACE}» {words}."
    )
    return HttpResponseRedirect(reverse("wagtailadmin_home"))


def _page(request, refusal="", status=200):
    requests = RoleRequest.objects.select_related("user", "asked_by")
    context = {"requests": requests, "refusal": refusal}
    return render(request, "accounts/roles_to_confirm.html", context, status=status)
