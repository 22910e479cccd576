"""Giving a colleague a new way in, and ending her sessions."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.actions.invite import Refused, invite
from portal.accounts.ending import end_all
from portal.accounts.fresh import fresh_factor_required
from portal.accounts.models import StaffSession, User
from portal.accounts.people.viewset import show_link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_factor_required
def send_access_link(request, pk):
    """Ask, then send a link that replaces the password and the telephone."""
    person = get_object_or_404(User, pk=pk, is_superuser=False)
    refusal = ""
    if request.method == "POST":
        try:
            return show_link(request, person, invite(person, actor=request.user))
        except Refused as reason:
            refusal = str(reason)
    context = {
        "person": person,
        "refusal": refusal,
        "open_sessions": StaffSession.objects.filter(user=person).count(),
    }
    return render(request, "accounts/send_access_link.html", context, status=409 if refusal else 200)


@require_POST
@fresh_factor_required
def end_user_sessions(request, pk):
    """Sign a colleague out everywhere, for instance when a telephone was stolen."""
    person = get_object_or_404(User, pk=pk)
    count = end_all(person, actor=request.user, reason="administrator")
    messages.success(request, f"Sessions fermées\N{NO-BREAK SPACE}: {count}.")
    return HttpResponseRedirect(reverse("accounts:send_access_link", args=[person.pk]))
