"""The public form: shown, checked, received. Whatever happens, what was typed is still on the page."""

import logging

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forms.definition import vocabulary as words
from forms.definition.answers import validate
from forms.limits import TooManySendings
from forms.models import FormDefinition, FormVersion
from forms.outputs.web import raw_answers, web_form
from forms.receiving import AlreadySent, NotStored, receive
from forms.tokens import new_token, read_token
from portal.shell.client import client_address

logger = logging.getLogger(__name__)

PUBLIC_FORM = "orientation"
HONEYPOT = words.TRAP_FIELD


# No session stands behind this page, so there is nothing for a forged request to borrow; the signed token in
# the page does the rest. A visitor who refuses cookies can send the form.
@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request):
    """The form (GET), and its sending (POST)."""
    current = current_version()
    if current is None:
        return render(request, "forms/closed.html", status=404)
    if request.method != "POST":
        return page(request, current, new_token(current.pk))
    return send(request, current)


def current_version(slug=PUBLIC_FORM):
    """The version open to the public, or None."""
    definition = FormDefinition.objects.filter(slug=slug).first()
    return definition.current_version if definition else None


def send(request, current):
    """Check what was posted in the order that loses least, then store it."""
    token = read_token(request.POST.get(words.TOKEN_FIELD))
    version = _version_of(token) or current
    token = token or new_token(version.pk)
    raw = raw_answers(version.document, request.POST)
    answers, errors = validate(version.document, raw)
    if errors:
        return page(request, version, token, raw, errors, status=422)
    notice = _why_not_yet(request, token)
    if notice:
        return page(request, version, token, raw, notice=notice, status=400)
    return _store(request, version, token, raw, answers)


def _version_of(token):
    """The version that this page was made from, however old."""
    return FormVersion.objects.filter(pk=token.version_id).first() if token else None


def _why_not_yet(request, token):
    """The reason to ask for one more click; a robot does not read it."""
    if request.POST.get(HONEYPOT):
        return "hidden"
    if read_token(request.POST.get(words.TOKEN_FIELD)) is None:
        return "unsigned"
    if token.too_old:
        return "expired"
    return "quick" if token.too_young else ""


def _store(request, version, token, raw, answers):
    try:
        submission = receive(version, answers, nonce_hash=token.nonce_hash, address=client_address(request))
    except TooManySendings:
        response = page(request, version, token, raw, notice="busy", status=429)
        response["Retry-After"] = "3600"
        return response
    except AlreadySent as sent:
        return page(request, version, new_token(version.pk), raw, notice="sent", first=sent.first, status=409)
    except NotStored:
        logger.exception("A valid form could not be stored")
        return page(request, version, token, raw, notice="unstored", status=503)
    return redirect("forms:receipt", code=submission.receipt_code)


def page(request, version, token, raw=None, errors=None, *, notice="", first=None, status=200):
    """The form with everything typed; `notice` names the message above it."""
    context = {
        "form": web_form(version.document, raw, errors),
        "version": version,
        # Dated again only when it must be: one sending keeps one token, and is stored once.
        "token": (token.renewed() if token.too_old else token).signed,
        "honeypot": HONEYPOT,
        "notice": notice,
        "first": first,
    }
    return render(request, "forms/fill.html", context, status=status)
