"""The public page of what is sent outside: a code is asked, a PDF is given."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from casefiles.actions import OpenOutside, Refused
from casefiles.actions.outside.keys import CODE_LENGTH, plain
from casefiles.actions.outside.open import NOT_OPEN, open_row
from forms.limits import TooManySendings, count_outside, seconds_left
from portal.shell.client import client_address
from portal.vault.serving import attachment_response

SHORT = f"Le code a {CODE_LENGTH} lettres et chiffres : relisez-le, ou faites-le répéter."
WRONG = "Ce code n’est pas le bon. Faites-le répéter : après cinq codes faux, le lien se ferme."


# No session stands behind this page, so there is nothing for a forged request to borrow.
@csrf_exempt
@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def open_outside(request, token):
    row = open_row(token)
    try:
        # Looking at a link that is there costs nothing; guessing one, or a code, is counted.
        if row is None or request.method == "POST":
            count_outside(client_address(request))
    except TooManySendings:
        return _too_many(request)
    if row is None:
        return _closed(request)
    return _try(request, row) if request.method == "POST" else _page(request)


def _try(request, row):
    code = request.POST.get("code", "")
    if len(plain(code)) != CODE_LENGTH:
        # A slip that cannot be the code is no try at it.
        return _page(request, error=SHORT)
    try:
        stored = OpenOutside(None, row, code=code).execute()
    except Refused:
        return _closed(request)
    if stored is None:
        return _page(request, error=WRONG) if row.state == "open" else _closed(request)
    return _private(attachment_response(stored))


def _page(request, error=""):
    status = 422 if error else 200
    return _private(render(request, "casefiles/outside/code.html", {"error": error}, status=status))


def _closed(request):
    return _private(render(request, "casefiles/outside/closed.html", {"words": NOT_OPEN}, status=404))


def _too_many(request):
    words = "Trop d’essais depuis cette connexion. Réessayez dans une heure."
    response = render(request, "casefiles/outside/closed.html", {"words": words}, status=429)
    response.headers["Retry-After"] = str(seconds_left())
    return _private(response)


def _private(response):
    """The address is half of a key: it is told to nobody, to no cache and to no search engine."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Django would write the address of a refusal in the log of the server.
    response._has_been_logged = True
    return response
