"""The page of the money of a file, what is written there, and its print."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from casefiles.access import may_work_on, visible_to
from casefiles.actions.file.open import OpenFile
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find
from casefiles.admin.forms.money import (
    DebtEditForm,
    DebtForm,
    DebtRemoveForm,
    LetterEditForm,
    LetterForm,
    LetterRemoveForm,
    PayForm,
    PlanForm,
    StopPlanForm,
)
from casefiles.admin.forms.settlement import MONEY_ACTS, MONEY_ITEM_ACTS
from casefiles.admin.money.aid_reading import aids_of
from casefiles.admin.money.reading import debts_of, totals_of, what_if
from casefiles.admin.money.settlement import forms_of_settlements, new_settlement_form, settlements_of
from portal.audit.journal import record


class MoneyView(View):
    def get(self, request, pk):
        return show(request, find(request.user, pk))


class MoneyActView(View):
    """Receives one act. On a refusal the page comes back with what was typed, where it was typed."""

    def get(self, request, pk, act, item=None):
        return redirect("casefiles:money", pk)

    def post(self, request, pk, act, item=None):
        case_file = find(request.user, pk)
        form = self._bind(request, case_file, act, item)
        done, result = attempt(form, form.build)
        if not done:
            return show(request, find(request.user, pk), bound=form, status=422)
        there = form.destination(result)
        messages.success(request, form.done, extra_tags=there.partition("#")[2])
        return redirect(there)

    def _bind(self, request, case_file, act, item):
        given = {"user": request.user, "case_file": case_file}
        if item is None:
            if act not in MONEY_ACTS:
                raise Http404
            return MONEY_ACTS[act](request.POST, **given)
        if act not in MONEY_ITEM_ACTS:
            raise Http404
        form_class, model, path = MONEY_ITEM_ACTS[act]
        row = get_object_or_404(visible_to(request.user, model).filter(**{path: case_file}), pk=item)
        return form_class(request.POST, item=row, **given)


class MoneyPrintView(View):
    """Debts and plans in plain words, on an A4 for the person."""

    def get(self, request, pk):
        case_file = find(request.user, pk)
        record("money.printed", actor=request.user, subject=case_file.pk, target=case_file.reference)
        today = timezone.localdate()
        readings = debts_of(request.user, case_file, today)
        context = _context(request, case_file, readings) | {
            "printed_at": timezone.now(),
            "aids": aids_of(request.user, case_file, today),
        }
        return render(request, "casefiles/admin/money/print.html", context)


def show(request, case_file, bound=None, status=200):
    """The page; `bound` is the act that was refused, shown where it was typed."""
    OpenFile(request.user, case_file).execute()
    readings = debts_of(request.user, case_file, timezone.localdate())
    _try_amount(request, readings)
    may_write = may_work_on(request.user, case_file) and not case_file.is_closed
    context = _context(request, case_file, readings)
    running = context["settlement"]
    if may_write:
        for reading in readings:
            reading.forms = _forms_of(request.user, case_file, reading, bound, running)
            for letter in reading.letters:
                wanted = {"edit": (LetterEditForm, letter), "remove": (LetterRemoveForm, letter)}
                letter.forms = _made(wanted, request.user, case_file, bound)
        plans_run = any(one.plan and one.plan.is_running for one in readings)
        forms_of_settlements(request.user, case_file, context["settlements"], bound, plans_run=plans_run)
        context["new_settlement_form"] = new_settlement_form(request.user, case_file, running, bound)
    context |= {
        "new_form": _new_form(request.user, case_file, bound) if may_write else None,
        "may_write": may_write,
        "problems": bound.problems if bound is not None else [],
        "bound": bound,
    }
    return render(request, "casefiles/admin/money/page.html", context, status=status)


def _context(request, case_file, readings):
    settlements = settlements_of(request.user, case_file)
    return {
        "settlements": settlements,
        "settlement": next((one for one in settlements if one.is_running), None),
        "header_title": f"Argent · {case_file.reference}",
        "case_file": case_file,
        "person": case_file.person,
        "debts": readings,
        "totals": totals_of(readings),
        "today": timezone.localdate(),
    }


def _new_form(user, case_file, bound):
    asked = bound is not None and isinstance(bound, DebtForm)
    return bound if asked else DebtForm(user=user, case_file=case_file)


def _forms_of(user, case_file, reading, bound, running):
    """{name in the page: form} beside one debt; a refused one stands in its place."""
    wanted = {"edit": (DebtEditForm, reading.debt), "letter": (LetterForm, reading.debt)}
    if not reading.paid:
        wanted["remove"] = (DebtRemoveForm, reading.debt)
    if reading.plan is not None and reading.plan.is_running:
        wanted |= {"pay": (PayForm, reading.next_due), "stop": (StopPlanForm, reading.plan)}
    elif reading.left > 0 and (running is None or isinstance(bound, PlanForm)):
        # Refused while a settlement runs; shown again only to whom it was refused.
        wanted["plan"] = (PlanForm, reading.debt)
    return _made(wanted, user, case_file, bound)


def _made(wanted, user, case_file, bound):
    """{name: form} of {name: (form, item)}."""
    forms = {}
    for name, (form_class, item) in wanted.items():
        is_bound = bound is not None and type(bound) is form_class and bound.item.pk == item.pk
        forms[name] = bound if is_bound else form_class(user=user, case_file=case_file, item=item)
        if name == "remove" and not is_bound:
            forms[name].initial["seen"] = item.revision
    return forms


def _try_amount(request, readings):
    """`?dette=…&essai=75`: what another amount would give, beside that debt. Nothing is written."""
    text = request.GET.get("essai", "")[:30]
    try:
        key = UUID(request.GET.get("dette", ""))
    except ValueError:
        return
    for reading in readings:
        if reading.debt.pk == key and text and reading.left > 0:
            reading.what_if = what_if(reading, text)
