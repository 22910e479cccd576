"""What the public page of a form and the one of the staff area have in common."""

import logging

from django.shortcuts import render

from forms.attachments import source_of
from forms.definition import vocabulary as words
from forms.definition.answers import validate
from forms.filling import first_part
from forms.limits import TooManySendings
from forms.outputs.web.form import web_form
from forms.receiving import AlreadySent, FilesGone, NotStored, SameSource, receive
from forms.services import service_names

logger = logging.getLogger(__name__)

STATUS = {"busy": 429, "sent": 409, "same_file": 409, "files": 409, "unstored": 503}


def render_page(request, template, version, token, raw=None, errors=None, *, status=200, **more):
    """The form with everything typed. `more` may hold part, clean, source, focus, notice, and what the
    template alone knows."""
    document = version.document
    part, clean, focus = more.pop("part", None), more.pop("clean", None), more.pop("focus", "")
    if document.get("paged"):
        clean = validate(document, raw)[0] if clean is None else clean
        part = part or _part_of_first_error(document, errors) or first_part(document)
    form = web_form(document, raw, errors, part=part, clean=clean, services=service_names(document))
    for section in form.sections:
        for question in section.questions:
            question.focus = question.name == focus
    context = {
        "form": form,
        "version": version,
        # Dated again only when it must be: one sending keeps one token, and is stored once.
        "token": (token.renewed() if token.too_old else token).signed,
        "honeypot": words.TRAP_FIELD,
        "notice": "",
        "fault_total": form.fault_count + bool(more.get("channel_missing")),
        **more,
    }
    return render(request, template, context, status=status)


def show_again(show, request, filling, errors=None, **more):
    """What was posted, on the page that `show` draws (fill.page, staff.staff_page)."""
    return show(
        request,
        filling.version,
        filling.token,
        filling.raw,
        errors,
        clean=filling.clean,
        source=filling.source,
        **more,
    )


def _part_of_first_error(document, errors):
    faulty = {name.split("__")[0] for name in errors or ()}
    for section in document["sections"]:
        if faulty & {question["key"] for question in section["questions"]}:
            return section["key"]
    return None


def try_to_store(filling, *, channel, address=None, sent_by=None):
    """(submission, notice, the first submission): a notice says why nothing was stored."""
    source = source_of(filling.source, filling.token)
    try:
        submission = receive(
            filling.version,
            filling.clean,
            nonce_hash=filling.token.nonce_hash,
            channel=source.channel if source else channel,
            address=address,
            sent_by=sent_by,
            source=source.stored_file if source else None,
            source_hash=source.source_hash if source else None,
            attachments=filling.named_files,
        )
    except TooManySendings:
        return None, "busy", None
    except SameSource as sent:
        return None, "same_file", sent.first
    except AlreadySent as sent:
        return None, "sent", sent.first
    except FilesGone:
        return None, "files", None
    except NotStored:
        logger.exception("A valid form could not be stored")
        return None, "unstored", None
    return submission, "", None
