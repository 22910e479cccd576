"""What is owed still, and the days that may be."""

from decimal import Decimal

from django.db.models import Sum

from casefiles.actions.base import Refused
from casefiles.models import DebtSettlement, Instalment, RepaymentPlan


def check_amount(amount):
    """Raise Refused for a debt of nothing, or less."""
    if amount <= 0:
        raise Refused("Écrivez un montant plus grand que zéro, sans signe moins.", "amount")


def check_past(day, today):
    if day > today:
        raise Refused("Cette date est dans le futur : notez ce qui a déjà eu lieu.", "future")
    if day.year < 1950:
        raise Refused("Cette date est trop ancienne : vérifiez l’année.", "future")


def paid_on_debt(debt):
    """What was paid of this debt, in all its plans."""
    return Instalment.objects.filter(plan__debt=debt).aggregate(paid=Sum("paid"))["paid"] or Decimal(0)


def left_of(debt):
    """What remains to be paid of this debt."""
    return debt.amount - paid_on_debt(debt)


def running_plan(debt):
    return debt.plans.filter(state="running").first()


def running_plans(case_file):
    """Those of every debt of the file."""
    return RepaymentPlan.objects.filter(debt__case_file=case_file, state="running")


def running_settlement(case_file):
    """The collective settlement of this file that is not over, or None."""
    return DebtSettlement.objects.filter(case_file=case_file, ended_on__isnull=True).first()


def check_no_settlement(case_file):
    """Raise Refused for a plan with one creditor while the court deals with all of them."""
    running = running_settlement(case_file)
    if running is None:
        return
    if running.binds:
        raise Refused(
            "Un règlement collectif de dettes est en cours : les créanciers ne se paient plus un par un. "
            "Pas de nouveau plan, donc : le médiateur ou la médiatrice de dettes s’en occupe.",
            "settlement",
        )
    raise Refused(
        "Une requête en règlement collectif de dettes est déposée : attendez la décision du tribunal "
        "avant de convenir d’un plan avec un seul créancier.",
        "settlement",
    )
