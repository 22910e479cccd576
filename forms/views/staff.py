"""Filling a form for somebody, in the staff area: from a telephone call, a sheet of paper, a PDF received."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks

from forms.attachments import source_of
from forms.filling import asked_step, read_filling
from forms.models import FormDefinition, Submission
from forms.tokens import new_token
from forms.views.filling_page import STATUS, render_page, show_again, try_to_store

KIND = "referral"
CHANNEL_FIELD = "_canal"
CHANNELS = (
    (Submission.Channel.PHONE.value, "Au téléphone"),
    (Submission.Channel.PAPER.value, "Sur papier"),
)


@require_safe
def choose(request):
    """The forms that can be filled for somebody; with a single one, that form."""
    definitions = [one for one in FormDefinition.objects.filter(kind=KIND, live=True) if one.current_version]
    if len(definitions) == 1:
        return redirect("form_answers:new", definitions[0].slug)
    # Other rooms say whose each form is: {key of the form: words}.
    whose = {pk: words for hook in hooks.get_hooks("form_owners") for pk, words in hook(definitions).items()}
    choices = [(one, whose.get(one.pk, "")) for one in definitions]
    return render(request, "forms/staff/choose.html", {"choices": choices})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, slug):
    """The form (GET), and its recording (POST)."""
    definition = get_object_or_404(FormDefinition, slug=slug, kind=KIND)
    current = definition.current_version
    if current is None:
        messages.error(request, "Ce formulaire n’est pas publié.")
        return redirect("form_answers:choose")
    if request.method != "POST":
        return staff_page(request, current, new_token(current.pk))
    filling = read_filling(request, definition, current)
    channel = request.POST.get(CHANNEL_FIELD, "")
    step = asked_step(filling, request.POST)
    if step is not None:
        return show_again(
            staff_page,
            request,
            filling,
            step.errors,
            channel=channel,
            part=step.part,
            focus=step.focus,
            notice=step.notice,
            status=step.status,
        )
    return _store(request, filling, channel)


def _store(request, filling, channel):
    read = source_of(filling.source, filling.token) is not None
    channel_missing = not read and channel not in dict(CHANNELS)
    if filling.errors or channel_missing:
        return show_again(
            staff_page,
            request,
            filling,
            filling.errors,
            channel=channel,
            channel_missing=channel_missing,
            status=422,
        )
    submission, notice, first = try_to_store(filling, channel=channel, sent_by=request.user)
    if submission is not None:
        return redirect("form_answers:done", submission.receipt_code)
    if notice in ("sent", "same_file"):
        filling.start_again()
    return show_again(
        staff_page,
        request,
        filling,
        channel=channel,
        notice=notice,
        first=first,
        part=filling.part,
        status=STATUS[notice],
    )


def staff_page(request, version, token, raw=None, errors=None, *, channel="", source="", **more):
    """The form in the staff area with everything typed, or read from a file (`raw`, as typed there).

    With a `source` (attachments.keep_source) the channel is the file's own and is not asked for.
    """
    slug = version.definition.slug
    return render_page(
        request,
        "forms/staff/new.html",
        version,
        token,
        raw,
        errors,
        source=source,
        channel=channel,
        channels=() if source else [(code, label, code == channel) for code, label in CHANNELS],
        form_url=reverse("form_answers:new", args=[slug]),
        send_label="Enregistrer",
        header_title=version.document["title"]["fr"],
        **more,
    )


@require_safe
@never_cache
def done(request, code):
    """What was recorded: its code, and where it went. No answer is shown here."""
    submission = get_object_or_404(
        Submission.objects.select_related("version__definition"), receipt_code=code, sent_by=request.user
    )
    # Each room that takes submissions up says where: [(label, address)].
    links = [link for hook in hooks.get_hooks("submission_links") for link in hook(request, submission)]
    return render(request, "forms/staff/done.html", {"submission": submission, "links": links})
