"""The handover of a file: prepared on its own page, read and answered on another."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from casefiles.access import handed_over, holds, released_to, visible_to
from casefiles.actions.file.open import OpenFile
from casefiles.actions.handover.notes import left_behind
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find
from casefiles.admin.forms.handover import ANSWERS, HandoverForm
from casefiles.admin.handover.outside import sent_outside
from casefiles.admin.handover.under_way import under_way
from casefiles.models import CaseFile, Handover
from casefiles.models.handover import covers_left
from portal.audit.journal import record


class NewHandoverView(View):
    """For who holds the file; for anybody else there is nothing here."""

    def get(self, request, pk):
        return self.show(request, self._found(request, pk))

    def post(self, request, pk):
        case_file = self._found(request, pk)
        form = HandoverForm(request.POST, user=request.user, case_file=case_file)
        done, result = attempt(form, form.build)
        if not done:
            return self.show(request, self._found(request, pk), bound=form, status=422)
        messages.success(request, form.done, extra_tags="relais")
        return redirect("casefiles:handover", result.pk)

    def _found(self, request, pk):
        case_file = find(request.user, pk)
        if not holds(request.user, case_file) or case_file.is_closed:
            raise Http404
        return case_file

    def show(self, request, case_file, bound=None, status=200):
        proposed = Handover.State.PROPOSED
        standing = visible_to(request.user, Handover).filter(case_file=case_file)
        if bound is None and (waiting := standing.filter(state=proposed).first()):
            return redirect("casefiles:handover", waiting.pk)
        OpenFile(request.user, case_file).execute()
        context = {
            "header_title": f"Passer le relais · {case_file.reference}",
            "case_file": case_file,
            "person": case_file.person,
            "form": bound or HandoverForm(user=request.user, case_file=case_file),
            "cover": standing.filter(covers_left(timezone.localdate())).first(),
            "earlier": list(standing.exclude(state=proposed).select_related("giver", "receiver")),
            "sent": sent_outside(request.user, case_file),
            "problems": bound.problems if bound is not None else [],
        }
        return render(request, "casefiles/admin/handover/new.html", context, status=status)


class HandoverView(View):
    def get(self, request, pk):
        return show(request, found(request.user, pk))


class HandoverActView(View):
    """Receives the answer. On a refusal the page comes back with what was typed."""

    def get(self, request, pk, act):
        return redirect("casefiles:handover", pk)

    def post(self, request, pk, act):
        if act not in ANSWERS:
            raise Http404
        handover = found(request.user, pk)
        form = ANSWERS[act](request.POST, user=request.user, handover=handover)
        done, _result = attempt(form, form.build)
        if not done:
            return show(request, found(request.user, pk), bound=form, status=422)
        messages.success(request, form.done, extra_tags="parcours")
        # What was accepted for a day to come is not in sight yet; what is over, no longer.
        if visible_to(request.user, CaseFile).filter(pk=handover.case_file_id).exists():
            return redirect(f"{reverse('casefiles:file', args=[handover.case_file_id])}#parcours")
        return redirect("wagtailadmin_home")


def found(user, pk):
    """A handover of a file in sight, or one that waits for this person's answer."""
    rows = visible_to(user, Handover).select_related(
        "giver", "receiver", "case_file__person", "case_file__programme", "case_file__stage"
    )
    return get_object_or_404(rows, pk=pk)


def show(request, handover, bound=None, status=200):
    """Names and notes are about to be shown: written first."""
    case_file = handover.case_file
    record(
        "handover.read",
        actor=request.user,
        subject=case_file.pk,
        target=case_file.reference,
        details={"handover": str(handover.pk)},
    )
    released = released_to(request.user, handover).select_related("kind", "author")
    context = {
        "header_title": f"Relais · {case_file.reference}",
        "handover": handover,
        "case_file": case_file,
        "person": case_file.person,
        "under_way": under_way(lambda model: handed_over(request.user, handover, model)),
        "released": list(released.order_by("-date", "-created_at")),
        "stays": left_behind(case_file, handover.giver, handover.notes.values("contact")).count(),
        "answers": _answers(request.user, handover, bound),
        "problems": bound.problems if bound is not None else [],
        "today": timezone.localdate(),
    }
    return render(request, "casefiles/admin/handover/page.html", context, status=status)


def _answers(user, handover, bound):
    """{slot: form} of what this person may answer now."""
    slots = ()
    if handover.is_open:
        slots = ("accepter", "refuser") if handover.receiver_id == user.pk else ("reprendre",)
    elif handover.is_running_or_to_come(timezone.localdate()):
        slots = ("arreter",)
    forms = {slot: ANSWERS[slot](user=user, handover=handover) for slot in slots}
    return forms | ({bound.slot: bound} if bound is not None else {})
