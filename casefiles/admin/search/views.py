"""One box for all one looks for: files and requests, by reference, name, telephone or national number."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from casefiles.access import visible_to
from casefiles.admin.lists.referrals import dress_referrals
from casefiles.models import CaseFile, Referral
from casefiles.searching import matching
from casefiles.text import normalise
from portal.audit.journal import fingerprint, record

SHOWN = 15
MAX_LENGTH = 100


class SearchView(View):
    def get(self, request):
        text = request.GET.get("q", "").strip()[:MAX_LENGTH]
        files, referrals = found(request.user, text) if normalise(text) else ([], [])
        if text:
            # Names are about to be shown: written first, and never what was typed.
            details = {"count": len(files) + len(referrals), "search": fingerprint(normalise(text))}
            record("casefile.search", actor=request.user, details=details)
        exact = _exact(text, [*files, *referrals])
        if exact is not None:
            return redirect(
                "casefiles:file" if isinstance(exact, CaseFile) else "casefiles:referral", exact.pk
            )
        context = {
            "text": text,
            "files": files[:SHOWN],
            "referrals": dress_referrals(referrals[:SHOWN]),
            "more_files": len(files) > SHOWN,
            "more_referrals": len(referrals) > SHOWN,
            "today": timezone.localdate(),
        }
        return render(request, "casefiles/admin/search/search.html", context)


def found(user, text):
    """([files], [requests without a file]): one more than is shown, to say that there are others."""
    files = visible_to(user, CaseFile).filter(matching(text, person="person__"))
    files = files.select_related("person", "stage", "case_manager").order_by(
        "closed_on", "-opened_on", "-reference"
    )
    referrals = visible_to(user, Referral).filter(matching(text), case_file__isnull=True)
    referrals = referrals.select_related("programme", "orienting_service").order_by("-received_at")
    return list(files[: SHOWN + 1]), list(referrals[: SHOWN + 1])


def _exact(text, rows):
    """The one whose whole reference was typed, with or without hyphens: one goes there at once."""
    typed = normalise(text).replace(" ", "")
    return next((row for row in rows if normalise(row.reference).replace(" ", "") == typed), None)
