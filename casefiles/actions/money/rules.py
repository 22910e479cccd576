"""What is owed still, and the days that may be."""

from decimal import Decimal

from django.db.models import Sum

from casefiles.actions.base import Refused
from casefiles.models import Instalment


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
