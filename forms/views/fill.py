"""The public forms: shown, checked, received. Whatever happens, what was typed is still on the page."""

import logging

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forms.definition import vocabulary as words
from forms.filling import RESUME_LATER, asked_step, read_filling
from forms.limits import TooManySendings, count_extra
from forms.models import FormDefinition, FormVersion, Submission
from forms.outputs.pdf.document import make_pdf
from forms.tokens import new_token, read_token
from forms.views.filling_page import STATUS, render_page, show_again, try_to_store
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
def fill(request, slug=PUBLIC_FORM):
    """The form (GET), and its sending (POST)."""
    current = current_version(slug)
    if current is None:
        return _closed(request, slug)
    if request.method == "POST":
        return send(request, current)
    if request.path != address_of(slug):
        return redirect(address_of(slug))
    return page(request, current, new_token(current.pk))


def current_version(slug=PUBLIC_FORM):
    """The version open to the public, or None."""
    definition = FormDefinition.objects.filter(slug=slug).first()
    # The door of orientation does not close with a box left unticked: it closes when nothing is published.
    is_open = definition is not None and (definition.public or slug == PUBLIC_FORM)
    return definition.current_version if is_open else None


def address_of(slug):
    """Where the public fills this form."""
    return reverse("forms:fill") if slug == PUBLIC_FORM else reverse("public_forms:fill", args=[slug])


def pdf_address_of(slug):
    return reverse("forms:pdf") if slug == PUBLIC_FORM else reverse("public_forms:pdf", args=[slug])


def _closed(request, slug):
    """No form here; but a page that was opened before it closed comes back with what was typed."""
    token = read_token(request.POST.get(words.TOKEN_FIELD)) if request.method == "POST" else None
    version = (
        FormVersion.objects.filter(pk=token.version_id, definition__slug=slug).first() if token else None
    )
    if version is None:
        return render(request, "forms/closed.html", status=404)
    filling = read_filling(request, version.definition, version, trusted=False)
    if RESUME_LATER in request.POST:
        return _resume_later(request, filling)
    return show_again(page, request, filling, filling.errors, notice="closed", part=filling.part, status=404)


def send(request, current):
    """Do what the button asks for; to send, check in the order that loses least, then store."""
    filling = read_filling(
        request,
        current.definition,
        current,
        address=client_address(request),
        trusted=not request.POST.get(HONEYPOT),
    )
    if RESUME_LATER in request.POST:
        return _resume_later(request, filling)
    step = asked_step(filling, request.POST)
    if step is not None:
        return show_again(
            page,
            request,
            filling,
            step.errors,
            part=step.part,
            focus=step.focus,
            notice=step.notice,
            status=step.status,
        )
    if filling.errors:
        return show_again(page, request, filling, filling.errors, status=422)
    notice = _why_not_yet(request, filling)
    if notice:
        return show_again(page, request, filling, notice=notice, part=filling.part, status=400)
    return _store(request, filling)


def _why_not_yet(request, filling):
    """The reason to ask for one more click; a robot does not read it."""
    if request.POST.get(HONEYPOT):
        return "hidden"
    if not filling.signed:
        return "unsigned"
    if filling.token.too_old:
        return "expired"
    return "quick" if filling.token.too_young else ""


def _store(request, filling):
    submission, notice, first = try_to_store(
        filling, channel=Submission.Channel.WEB, address=client_address(request)
    )
    if submission is not None:
        return redirect("forms:receipt", code=submission.receipt_code)
    if notice in ("sent", "same_file"):
        # Another text, or another person: it can go as a sending of its own.
        filling.start_again()
    response = show_again(
        page, request, filling, notice=notice, first=first, part=filling.part, status=STATUS[notice]
    )
    if notice == "busy":
        response["Retry-After"] = "3600"
    return response


def _resume_later(request, filling):
    """The PDF with what was typed so far, for the sender to keep: nothing stays on our side."""
    try:
        count_extra("pdf", client_address(request))
    except TooManySendings:
        response = show_again(page, request, filling, notice="busy_pdf", part=filling.part, status=429)
        response["Retry-After"] = "3600"
        return response
    return prefilled_pdf(filling)


def prefilled_pdf(filling):
    """The answer of « reprendre plus tard »."""
    version = filling.version
    content = make_pdf(version.document, version.stamp, answers=filling.raw, public=version.definition.public)
    name = f"{version.document['form']}-a-reprendre.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def page(request, version, token, raw=None, errors=None, *, notice="", status=200, **more):
    """The form with everything typed; `notice` names the message above it.

    `more`: `source` (see attachments.keep_source) for the original that the answers were read from, `part`,
    `clean`, `focus`, and `first`, the submission that a message speaks of.
    """
    slug = version.document["form"]
    return render_page(
        request,
        "forms/fill.html",
        version,
        token,
        raw,
        errors,
        notice=notice,
        status=status,
        form_url=address_of(slug),
        pdf_url=pdf_address_of(slug),
        is_referral=version.definition.kind == "referral",
        **more,
    )
