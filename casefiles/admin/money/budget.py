"""The budget notebook: one month filled, the months beside it, and its print for the person."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from casefiles.access import may_work_on, rows_of
from casefiles.actions.file.open import OpenFile
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find
from casefiles.admin.forms.budget import BudgetForm
from casefiles.models import BudgetCategory, BudgetLine, BudgetMonth
from casefiles.models.budget import CHARGES, INCOMES
from casefiles.money.budget import Month, month_moved, read_month
from portal.audit.journal import record

BESIDE = 4
_INCOMES = frozenset(one.value for one in INCOMES)


class BudgetView(View):
    def get(self, request, pk):
        return show(request, find(request.user, pk))

    def post(self, request, pk):
        case_file = find(request.user, pk)
        month = _asked(request)
        budget = _budgets(request.user, case_file).filter(month=month).first()
        form = BudgetForm(request.POST, user=request.user, case_file=case_file, month=month, budget=budget)
        done, _result = attempt(form, form.build)
        if not done:
            return show(request, find(request.user, pk), bound=form, status=422)
        messages.success(request, form.done, extra_tags=form.anchor)
        return redirect(f"{_address(case_file, month)}#{form.anchor}")


class BudgetPrintView(View):
    """One month in plain words, on an A4 for the person."""

    def get(self, request, pk):
        case_file = find(request.user, pk)
        record("budget.printed", actor=request.user, subject=case_file.pk, target=case_file.reference)
        month = _asked(request)
        budget = _budgets(request.user, case_file).filter(month=month).first()
        told = _told(budget) if budget else Month(month, {}, _INCOMES)
        context = {
            "case_file": case_file,
            "person": case_file.person,
            "month": told,
            "incomes": _rows(INCOMES, [told]),
            "charges": _rows(CHARGES, [told]),
            "back": _address(case_file, month),
            "today": timezone.localdate(),
            "printed_at": timezone.now(),
        }
        return render(request, "casefiles/admin/money/budget_print.html", context)


def show(request, case_file, bound=None, status=200):
    """One month; `bound` is what was typed and refused."""
    OpenFile(request.user, case_file).execute()
    month = _asked(request)
    budgets = list(_budgets(request.user, case_file).filter(month__lte=month)[:BESIDE])
    budget = budgets[0] if budgets and budgets[0].month == month else None
    before = budgets[1:] if budget else budgets
    copied = _told(before[0]) if before and budget is None and request.GET.get("copier") else None
    form = bound
    if form is None and may_work_on(request.user, case_file) and not case_file.is_closed:
        given = {"user": request.user, "case_file": case_file, "month": month, "budget": budget}
        form = BudgetForm(**given, copied=copied.amounts if copied else None)
    months = [_told(one) for one in reversed(budgets)]
    context = {
        "header_title": f"Budget · {case_file.reference}",
        "case_file": case_file,
        "person": case_file.person,
        "month": month,
        "earlier": _address(case_file, month_moved(month, -1)),
        "later": _address(case_file, month_moved(month, 1)),
        "here": _address(case_file, month),
        "budget": budget,
        "told": _told(budget) if budget else None,
        "copied_from": copied.first if copied else None,
        "may_copy": bool(before) and budget is None and copied is None,
        "form": form,
        "months": months,
        "tables": [("Ce qui rentre", _rows(INCOMES, months)), ("Ce qui sort", _rows(CHARGES, months))],
        "problems": bound.problems if bound is not None else [],
    }
    return render(request, "casefiles/admin/money/budget.html", context, status=status)


def _asked(request):
    return read_month(request.GET.get("mois")) or timezone.localdate().replace(day=1)


def _address(case_file, month):
    return f"{reverse('casefiles:money_budget', args=[case_file.pk])}?mois={month:%Y-%m}"


def _budgets(user, case_file):
    """The months noted, the latest first: two queries."""
    lines = Prefetch("lines", rows_of(user, case_file, BudgetLine))
    return rows_of(user, case_file, BudgetMonth).prefetch_related(lines).order_by("-month")


def _told(budget):
    return Month(budget.month, {line.category: line.amount for line in budget.lines.all()}, _INCOMES)


def _rows(categories, months):
    """[(label, amounts in the order of the months)] of the categories that have one."""
    return [
        (BudgetCategory(one).label, [month.amounts.get(one.value) for month in months])
        for one in categories
        if any(one.value in month.amounts for month in months)
    ]
