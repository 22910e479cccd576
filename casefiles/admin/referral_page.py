"""One request: what is known and how it stands, who it may be, what was received, and the decision."""

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
from casefiles.admin.forms.referral_facts import EditForm, FeedbackForm, InformForm, MeetingForm
from casefiles.admin.forms.waiting import AnswerForm, MoveForm, OfferForm, WaitingForm
from casefiles.admin.received import received_of
from casefiles.admin.referral_facts import facts_of
from casefiles.admin.street import street_of
from casefiles.duplicates import requests_like
from casefiles.eligibility import assess_referral
from casefiles.feedback import levels_to_tell
from casefiles.models import Appointment, PlaceOffer, Referral, ReferralEvent, WaitingEntry, WaitingMove
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
_OTHER_ACTS = (EditForm, FeedbackForm, InformForm, MeetingForm, MoveForm, OfferForm, AnswerForm)
ACTS = DECISIONS | {form.slot: form for form in _OTHER_ACTS}


class ReferralView(View):
    def get(self, request, pk):
        return show(request, find(request.user, pk), opened=request.GET.get("acte", ""))


class ReferralActView(View):
    """Receives one decision. On a refusal the page comes back with what was typed."""

    def get(self, request, pk, act):
        return redirect("casefiles:referral", pk)

    def post(self, request, pk, act):
        form_class = ACTS.get(act)
        if form_class is None:
            raise Http404
        try:
            referral = find(request.user, pk)
        except Http404:
            return too_late(request, pk, form_class)
        form = form_class(request.POST, user=request.user, referral=referral)
        done, result = attempt(form, form.build)
        if done:
            messages.success(request, form.done, extra_tags=form.anchor)
            return redirect(_after(form, referral, result))
        return show(request, find(request.user, pk), bound=form)


def _after(form, referral, result):
    if isinstance(form, AdmitForm) and result.case_manager_id == form.user.pk:
        return reverse("casefiles:file", args=[result.pk])
    return f"{reverse('casefiles:referral', args=[referral.pk])}#{form.anchor}"


def find(user, pk):
    """The request, if this person may see it; otherwise it does not exist for her."""
    rows = visible_to(user, Referral).select_related(
        "programme",
        "submission__version",
        "decided_by",
        "refusal_reason",
        "redirected_to",
        "orienting_service",
        "case_file__case_manager",
        "reopened_file__case_manager",
    )
    return get_object_or_404(rows, pk=pk)


def show(request, referral, bound=None, opened=""):
    # Once admitted, what was received is part of a file: whoever asks who read that file finds this there.
    case_file = file_of(referral)
    record(
        "referral.read",
        actor=request.user,
        subject=case_file and case_file.pk,
        target=referral.reference,
    )
    context = referral_context(request.user, referral, bound)
    for known in context["known"]:
        journal_likeness(request.user, referral, known)
    return render(
        request,
        "casefiles/admin/referral.html",
        context | {"opened": opened},
        status=422 if bound is not None else 200,
    )


def file_of(referral):
    """The file that the request opened, or opened again."""
    return getattr(referral, "case_file", None) or referral.reopened_file


def journal_likeness(user, referral, known):
    """In the journal of each file that was named to somebody, seen or not."""
    for case_file in known.files:
        record(
            "person.likeness_shown",
            actor=user,
            subject=case_file.pk,
            target=case_file.reference,
            details={"referral": referral.reference, "in_sight": known.visible},
        )


def referral_context(user, referral, bound=None):
    today = timezone.localdate()
    late = bound is not None and referral.is_decided and bound.slot in DECISIONS
    events = list(visible_to(user, ReferralEvent).filter(referral=referral).select_related("by"))
    decisions = decisions_for(referral, user, bound) if may_decide_on(user, referral) else []
    admit = next((form for form in decisions if isinstance(form, AdmitForm)), None)
    return {
        "header_title": referral.reference,
        "referral": referral,
        "findings": _criteria(referral, today),
        "street": street_of(referral, referral.programme),
        "received": received_of(referral),
        "events": events,
        "known": admit.known if admit is not None else [],
        "alike": requests_like(user, referral) if admit is not None else [],
        "facts": facts_of(referral),
        "meetings": _meetings(user, referral),
        "to_tell": levels_to_tell(referral),
        "informed": [event for event in events if event.kind == ReferralEvent.Kind.INFORMED],
        **_waiting(user, referral),
        "acts": _acts(user, referral, bound),
        "age": (today - timezone.localdate(referral.received_at)).days,
        "decisions": decisions,
        "bound": bound,
        "late_text": typed(bound) if late else [],
        "case_file": file_of(referral),
        "seen": signing.dumps([str(user.pk), str(referral.pk), referral.reference], salt=SEEN),
        "street_limit": referral.programme.street_limit_months,
    }


def _criteria(referral, today):
    """[(finding of today, the same one on the day of the request)]."""
    then = {finding.get("key") or finding["kind"]: finding for finding in referral.criteria}
    return [(finding, then.get(finding.key or finding.kind)) for finding in assess_referral(referral, today)]


def _acts(user, referral, bound):
    """{"corriger": form, …} of what may be written beside the decision; `bound` stands in its own slot."""
    if not may_decide_on(user, referral):
        return {}
    slots = ["retour-permis", "informer"] if referral.is_decided else list(ACTS)[len(DECISIONS) :]
    if referral.status != referral.Status.WAITING:
        slots = [slot for slot in slots if not issubclass(ACTS[slot], WaitingForm)]
    forms = {
        slot.replace("-", "_"): bound
        if bound is not None and bound.slot == slot
        else ACTS[slot](user=user, referral=referral)
        for slot in slots
    }
    if "informer" in forms and not forms["informer"].to_tell:
        del forms["informer"]
    return forms


def _waiting(user, referral):
    """Where the person stands on the waiting list: turn, moves, offers."""
    entry = visible_to(user, WaitingEntry).filter(referral=referral, left_on__isnull=True).first()
    if entry is None:
        return {"waiting": None}
    waiting = visible_to(user, WaitingEntry).filter(programme=entry.programme_id, left_on__isnull=True)
    offers = visible_to(user, PlaceOffer).filter(entry=entry).select_related("case_manager", "offered_by")
    offers = list(offers.order_by("-offered_at"))
    return {
        "waiting": entry,
        "waiting_count": waiting.count(),
        "moves": visible_to(user, WaitingMove).filter(entry=entry).select_related("by"),
        "offers": offers,
        "held_offer": next((offer for offer in offers if offer.state in PlaceOffer.HELD), None),
    }


def _meetings(user, referral):
    rows = visible_to(user, Appointment).filter(referral=referral)
    return list(rows.select_related("owner").order_by("starts_at"))


def too_late(request, pk, form_class):
    """Somebody decided meanwhile and the request left her list: say so, and give back what she had typed."""
    try:
        user_pk, seen_pk, reference = signing.loads(
            request.POST.get("seen_page") or request.POST.get("seen", ""), salt=SEEN, max_age=SEEN_SECONDS
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
