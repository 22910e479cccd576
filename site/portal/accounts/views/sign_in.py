"""Coming in and going out."""

from urllib.parse import urlencode

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts.forms import SignInForm
from portal.accounts.views.local import go_on, local_next

REASONS = {
    "inactivite": "Votre session s’est fermée après 30 minutes sans activité. Reconnectez-vous.",
    "duree": "Votre session a duré douze heures. Reconnectez-vous pour continuer.",
    "ailleurs": "Votre session a été fermée, ou votre accès a changé. Reconnectez-vous.",
    "deconnexion": "Votre session est fermée. À bientôt.",
}


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class SignInView(LoginView):
    """E-mail and password; the second factor follows on its own page."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm

    def get(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return (
                go_on(request) if request.user.is_verified() else HttpResponseRedirect(self.get_success_url())
            )
        return super().get(request, *args, **kwargs)

    def get_success_url(self):
        target = local_next(self.request)
        return reverse("accounts:code") + (f"?{urlencode({'next': target})}" if target else "")

    def get_context_data(self, **kwargs):
        notice = REASONS.get(self.request.GET.get("raison", ""), "")
        return super().get_context_data(next=local_next(self.request), notice=notice, **kwargs)


@require_POST
def sign_out(request):
    """End this session, here and in the browser."""
    logout(request)
    response = HttpResponseRedirect(f"{reverse('accounts:sign_in')}?raison=deconnexion")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@require_GET
def help_page(request):
    """What to do when one cannot get in."""
    return render(request, "accounts/help.html")


@require_http_methods(["GET", "HEAD", "POST"])
def to_sign_in(request, **kwargs):
    """Wagtail's own sign-in addresses: they lead to ours and keep where one was going."""
    target = local_next(request)
    query = f"?{urlencode({'next': target})}" if target else ""
    return HttpResponseRedirect(reverse("accounts:sign_in") + query)


@require_http_methods(["GET", "HEAD", "POST"])
def to_help(request, **kwargs):
    """Wagtail's password reset would set a password without the second factor."""
    return HttpResponseRedirect(reverse("accounts:help"))
