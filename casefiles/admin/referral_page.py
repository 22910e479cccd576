"""One request: how it stands against the criteria, what was received, its history, and the decision."""

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from casefiles.access import may_decide_on, visible_to
from casefiles.admin.acting import attempt
from casefiles.admin.forms.referral import DECISIONS, AdmitForm, decisions_for
from casefiles.admin.received import received_of
from casefiles.admin.street import street_of
from casefiles.eligibility import assess_referral
from casefiles.models import Referral, ReferralEvent, WaitingEntry
from portal.audit.actions import label_of
from portal.audit.journal import record
from portal.audit.models import JournalEntry

# Signed in the decision forms: proof that she had this request before her, if it is decided meanwhile.
SEEN = "casefiles.referral-seen"
SEEN_SECONDS = 12 * 3600
DECIDING = (
    "referral.admitted",
    "referral.refused",
    "referral.waiting",
    "referral.more_asked",
    "referral.left_waiting",
)


class ReferralView(View):
    def get(self, request, pk):
        return show(request, find(request.user, pk))


class ReferralActView(View):
    """Receives one decision. On a refusal the page comes back with what was typed."""

    def get(self, request, pk, act):
        return redirect("casefiles:referral", pk)

    def post(self, request, pk, act):
        form_class = DECISIONS.get(act)
        if form_class is None:
            raise Http404
        try:
            referral = find(request.user, pk)
        except Http404:
            return too_late(request, pk, form_class)
        form = form_class(request.POST, user=request.user, referral=referral)
        done, result = attempt(form, form.build)
        if done:
            messages.success(request, form.done)
            return redirect(_after(form, referral, result))
        return show(request, find(request.user, pk), bound=form)


def _after(form, referral, result):
    if isinstance(form, AdmitForm) and result.case_manager_id == form.user.pk:
        return reverse("casefiles:file", args=[result.pk])
    return reverse("casefiles:referral", args=[referral.pk])


def find(user, pk):
    """The request, if this person may see it; otherwise it does not exist for her."""
    rows = visible_to(user, Referral).select_related(
        "programme",
        "submission__version",
        "decided_by",
        "refusal_reason",
        "redirected_to",
        "orienting_service",
        "case_file",
    )
    return get_object_or_404(rows, pk=pk)


def show(request, referral, bound=None):
    # Once admitted, what was received is part of a file: whoever asks who read that file finds this there.
    case_file = getattr(referral, "case_file", None)
    record(
        "referral.read",
        actor=request.user,
        subject=case_file and case_file.pk,
        target=referral.reference,
    )
    return render(
        request,
        "casefiles/admin/referral.html",
        referral_context(request.user, referral, bound),
        status=422 if bound is not None else 200,
    )


def referral_context(user, referral, bound=None):
    today = timezone.localdate()
    late = bound is not None and referral.is_decided
    return {
        "header_title": referral.reference,
        "referral": referral,
        "findings": assess_referral(referral, today),
        "findings_then": {finding["kind"]: finding for finding in referral.criteria},
        "street": street_of(referral, referral.programme),
        "received": received_of(referral),
        "events": visible_to(user, ReferralEvent).filter(referral=referral).select_related("by"),
        "waiting": visible_to(user, WaitingEntry).filter(referral=referral, left_on__isnull=True).first(),
        "age": (today - timezone.localdate(referral.received_at)).days,
        "decisions": decisions_for(referral, user, bound) if may_decide_on(user, referral) else [],
        "bound": bound,
        "late_text": typed(bound) if late else [],
        "case_file": getattr(referral, "case_file", None),
        "seen": signing.dumps([str(user.pk), str(referral.pk), referral.reference], salt=SEEN),
        "street_limit": referral.programme.street_limit_months,
    }


def too_late(request, pk, form_class):
    """Somebody decided meanwhile and the request left her list: say so, and give back what she had typed."""
    try:
        user_pk, seen_pk, reference = signing.loads(
            request.POST.get("seen", ""), salt=SEEN, max_age=SEEN_SECONDS
        )
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    if user_pk != str(request.user.pk) or seen_pk != str(pk):
        raise Http404
    last = JournalEntry.objects.filter(target=reference, action__in=DECIDING).select_related("actor").first()
    context = {
        "header_title": reference,
        "reference": reference,
        "last": last,
        "last_label": label_of(last.action) if last else "",
        "late_text": typed_in(form_class, request.POST),
    }
    return render(request, "casefiles/admin/referral_too_late.html", context, status=409)


def typed(form):
    """[(label, text)] of what was written in a form that cannot be sent any more."""
    return typed_in(type(form), form.data)


def typed_in(form_class, data):
    texts = (
        (field.label, data.get(name, ""))
        for name, field in form_class.base_fields.items()
        if field.widget.attrs.get("rows")
    )
    return [(label, text) for label, text in texts if text.strip()]
