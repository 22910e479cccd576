"""A filled PDF in the staff area: the document on the left, the form of its version on the right.

What could be read is in its place; what could not (flattened, scanned, unknown) is copied by a person, who
has the original before her eyes. Nothing is created before she sends.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.typography import french
from forms.definition import vocabulary as words
from forms.filling import SOURCE_FIELD, asked_step, read_filling
from forms.models import FormVersion, Submission
from forms.readers.pdf.drop import AlreadyReceived, Refused, take
from forms.readers.pdf.reading import page_picture
from forms.tokens import Token, read_token
from forms.views.drop import FILE_FIELD
from forms.views.filling_page import STATUS, render_page, try_to_store
from portal.sandbox import SandboxFailure
from portal.vault.models import StoredFile
from portal.vault.storage import open_stored

TICKET_FIELD, FORM_FIELD = "original", "formulaire"
_SALT, _SECONDS = "forms.original", 24 * 3600
_ASSESSMENT = "Ce formulaire est un bilan : il se remplit dans le dossier de la personne."


# --- dropping ----------------------------------------------------------------------------------------------
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request):
    """Where a PDF is dropped (GET); the form beside it (POST), or the question « which form is it? »."""
    if request.method != "POST":
        return _ask(request)
    if FORM_FIELD in request.POST:
        return _with_chosen_form(request)
    try:
        dropped = take(request.FILES.get(FILE_FIELD), user=request.user, accepts=_why_not)
    except AlreadyReceived as again:
        return _ask(request, first=again.first, status=409)
    except Refused as refusal:
        return _ask(request, refusal.message, status=422)
    original = Original(dropped.stored_file.pk, dropped.pages, request.user.pk)
    if dropped.version is None:
        context = {
            "why": french(dropped.why),
            "choices": _choices(),
            "token": dropped.token.signed,
            "source": dropped.source,
            "original": original,
        }
        return render(request, "forms/transcribe_choose.html", context)
    return _page(
        request,
        dropped.version,
        dropped.token,
        original,
        dropped.raw,
        dropped.errors,
        source=dropped.source,
        notice="dropped",
        why=french(dropped.why),
    )


def _why_not(version):
    return _ASSESSMENT if version is not None and version.definition.kind == "assessment" else ""


def _choices():
    """The versions in use now: requests first, then by title."""
    latest = {}
    for version in FormVersion.objects.select_related("definition").order_by("number"):
        if version.definition.live and version.definition.kind != "assessment":
            latest[version.definition_id] = version
    return sorted(
        latest.values(),
        key=lambda version: (version.definition.kind != "referral", version.document["title"]["fr"]),
    )


def _with_chosen_form(request):
    version = _version(request.POST[FORM_FIELD])
    token, original = read_token(request.POST.get(words.TOKEN_FIELD)), _original(request)
    if version is None or token is None:
        raise Http404
    return _page(
        request,
        version,
        Token(version.pk, token.nonce, token.made_at),
        original,
        source=request.POST.get(SOURCE_FIELD, ""),
        notice="dropped",
        why="Recopiez les réponses du document dans le formulaire.",
    )


def _version(text):
    found = FormVersion.objects.select_related("definition")
    return found.filter(pk=text).first() if text.isdigit() else None


def _ask(request, refusal="", *, first=None, status=200):
    context = {"refusal": french(refusal), "first": first, "field": FILE_FIELD}
    return render(request, "forms/drop_staff.html", context, status=status)


# --- the form beside the document --------------------------------------------------------------------------
@never_cache
@sensitive_post_parameters()
@require_POST
def transcribe(request):
    """The checked answers: stored with their original, or shown again with what is to be seen to."""
    token = read_token(request.POST.get(words.TOKEN_FIELD))
    version = _version(str(token.version_id)) if token else None
    if version is None:
        raise Http404
    filling, original = read_filling(request, version.definition, version), _original(request)
    step = asked_step(filling, request.POST)
    if step is not None:
        return _again(
            request,
            filling,
            original,
            step.errors,
            part=step.part,
            focus=step.focus,
            notice=step.notice,
            notice_template="forms/notice.html",
            status=step.status,
        )
    if filling.errors:
        return _again(request, filling, original, filling.errors, status=422)
    # Left open for more than a day, the page outlives its original: the answers are recorded all the same.
    submission, notice, first = try_to_store(filling, channel=Submission.Channel.PDF, sent_by=request.user)
    if submission is None:
        if notice in ("sent", "same_file"):
            filling.start_again()
        return _again(
            request,
            filling,
            original,
            notice=notice,
            first=first,
            part=filling.part,
            status=STATUS[notice],
            notice_template="forms/notice.html",
        )
    return redirect("form_answers:done", submission.receipt_code)


def _again(request, filling, original, errors=None, **more):
    return _page(
        request,
        filling.version,
        filling.token,
        original,
        filling.raw,
        errors,
        clean=filling.clean,
        source=filling.source,
        **more,
    )


def _page(request, version, token, original, raw=None, errors=None, **more):
    more = {"notice_template": "forms/drop_notice.html"} | more
    return render_page(
        request,
        "forms/transcribe.html",
        version,
        token,
        raw,
        errors,
        form_url=reverse("form_pdf:transcribe"),
        original=original,
        send_label="Enregistrer ces réponses",
        **more,
    )


# --- the document ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Original:
    """The pages of the sealed document, for the person who dropped it and for nobody else."""

    file_id: object
    pages: int
    user_id: object

    @property
    def ticket(self):
        return signing.dumps([str(self.file_id), self.pages, str(self.user_id)], salt=_SALT)

    @property
    def pictures(self):
        ticket = self.ticket
        return [reverse("form_pdf:original_page", args=[ticket, page]) for page in range(1, self.pages + 1)]


def _original(request):
    return _read_ticket(request, request.POST.get(TICKET_FIELD, ""))


def _read_ticket(request, ticket):
    try:
        file_id, pages, user_id = signing.loads(ticket, salt=_SALT, max_age=_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    if user_id != str(request.user.pk):
        raise Http404
    return Original(file_id, pages, request.user.pk)


@never_cache
@require_safe
def original_page(request, ticket, number):
    """One page of the document as a picture; the journal has it since the document was read."""
    original = _read_ticket(request, ticket)
    stored = StoredFile.objects.filter(pk=original.file_id).first()
    if stored is None or not 1 <= number <= original.pages:
        raise Http404
    try:
        picture = page_picture(b"".join(open_stored(stored)), number - 1)
    except (SandboxFailure, FileNotFoundError):
        raise Http404 from None
    return HttpResponse(picture, content_type="image/jpeg", headers={"Cache-Control": "no-store"})
