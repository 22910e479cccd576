"""What was received, to take along: the answers on paper, and the file that they were read from."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views import View

from casefiles.admin.referral_page import find
from forms.outputs.printed import print_answers
from portal.audit.journal import record
from portal.vault.serving import attachment_response


class PrintedAnswersView(View):
    """The answers of a request as a PDF; printing is written in the journal first."""

    def get(self, request, pk):
        referral = _sent(request, pk)
        submission = referral.submission
        _account_for(request, referral, "form.answers_printed")
        content = print_answers(submission, printed_by=request.user, printed_at=timezone.localtime())
        name = f"{submission.receipt_code}.pdf"
        return HttpResponse(
            content,
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
        )


class OriginalView(View):
    """The PDF that the answers were read from, as it came."""

    def get(self, request, pk):
        referral = _sent(request, pk)
        if referral.submission.source is None:
            raise Http404
        _account_for(request, referral, "form.original_read")
        try:
            return attachment_response(referral.submission.source)
        except FileNotFoundError:
            raise Http404 from None


class JoinedFileView(View):
    """A file that was joined to the answers."""

    def get(self, request, pk, file):
        referral = _sent(request, pk)
        joined = referral.submission.attachments.select_related("stored_file")
        attachment = get_object_or_404(joined, pk=file)
        _account_for(request, referral, "form.attachment_read")
        try:
            return attachment_response(attachment.stored_file)
        except FileNotFoundError:
            raise Http404 from None


def _sent(request, pk):
    """The request, if this person may see it and if it came by a form."""
    referral = find(request.user, pk)
    if referral.submission is None:
        raise Http404
    return referral


def _account_for(request, referral, action):
    case_file = getattr(referral, "case_file", None)
    record(
        action,
        actor=request.user,
        subject=case_file and case_file.pk,
        target=referral.reference,
        details={"receipt": referral.submission.receipt_code},
    )
