"""The money of the fictional people: debts paid back, sometimes late, aid asked for, one settlement."""

import datetime
from decimal import Decimal

from django.utils import timezone

from casefiles.actions import (
    AgreePlan,
    AnswerAid,
    AskAid,
    FileSettlement,
    NoteDebt,
    NoteDebtLetter,
    PayInstalment,
    SaveBudget,
)
from casefiles.money.budget import month_moved

# Creditor, nature, amount, each month: what remains is the last instalment.
_OWED = (
    ("Fournisseur d’énergie (exemple)", "energy", "486.35", "45"),
    ("Propriétaire précédent (exemple)", "rent", "1250", "75"),
    ("Hôpital (exemple)", "health", "312.80", "25"),
)
# Kind of aid, amount asked for if any.
_ASKED = (("integration", "1314.20"), ("deposit", "1200"), ("energy", "180"), ("medical", None))


def owe_and_repay(life, step, days_ago):
    """During the plan, for one file out of three: a debt, its letters, a plan paid until some weeks ago."""
    if step == 2 and days_ago >= 20:
        _ask_for_aid(life, days_ago)
    if step != 2 or life.number % 3 or days_ago < 20:
        return
    creditor, kind, amount, monthly = _OWED[life.number // 3 % len(_OWED)]
    noted_on = _day(days_ago)
    debt = life.act(
        NoteDebt,
        life.file,
        days_ago,
        creditor=creditor,
        kind=kind,
        amount=Decimal(amount),
        procedure="reminder",
    )
    letter = {"procedure": "notice", "answer_by": noted_on + datetime.timedelta(days=15)}
    life.act(NoteDebtLetter, debt, days_ago, dated_on=noted_on, note="Sous quinze jours.", **letter)
    life.act(NoteDebtLetter, debt, days_ago - 5, dated_on=_day(days_ago - 5), procedure="settled", way="sent")
    plan = life.act(AgreePlan, debt, days_ago - 5, monthly=Decimal(monthly), first_due_on=_day(days_ago - 10))
    _pay(life, plan)
    _budget(life, Decimal(monthly))


def _ask_for_aid(life, days_ago):
    """One file in four: granted, refused with an appeal that ends soon, or without an answer."""
    turn, rest = divmod(life.number, 4)
    if rest:
        return
    kind, amount = _ASKED[turn % len(_ASKED)]
    given = {
        "kind": kind,
        "to_name": "CPAS (exemple)",
        "asked_on": _day(max(days_ago, 105) if turn % 3 == 1 else days_ago),
    }
    aid = life.act(AskAid, life.file, days_ago, amount=amount and Decimal(amount), **given)
    if turn % 3 == 0:
        decided = {"state": "granted", "granted_amount": aid.amount, "granted_from": _day(days_ago - 10)}
        life.act(AnswerAid, aid, days_ago - 15, **decided)
    elif turn % 3 == 1:
        because = "Il manque une preuve de résidence."
        refused = {"state": "refused", "because": because, "decided_on": _day(80)}
        life.act(AnswerAid, aid, min(days_ago - 1, 79), **refused)
    if turn == 1:
        life.act(
            FileSettlement,
            life.file,
            days_ago - 10,
            filed_on=_day(days_ago),
            admissible_on=_day(days_ago - 10),
            mediator="Médiatrice Exemple",
            monthly=Decimal(950),
        )


def _budget(life, monthly):
    """The last two months: one that lacks a little, one that holds."""
    this_month = timezone.localdate().replace(day=1)
    amounts = {"in_integration": Decimal("1314.20"), "rent": Decimal(620), "energy": Decimal(95)}
    amounts |= {
        "food": Decimal(280),
        "telecom": Decimal(25),
        "transport": Decimal("32.50"),
        "repayments": monthly,
    }
    for months, leisure in ((-2, Decimal(220)), (-1, Decimal(60))):
        month = month_moved(this_month, months)
        life.act(SaveBudget, life.file, 1, month=month, amounts=amounts | {"leisure": leisure})


def _pay(life, plan):
    """What was due long ago was paid on its day; what came lately is late, or was paid in part."""
    today = timezone.localdate()
    for due in plan.instalments.all():
        ago = (today - due.due_on).days
        if ago < 0:
            return
        if ago > 35:
            life.act(PayInstalment, due, ago)
        elif life.number % 2:
            life.act(PayInstalment, due, ago, amount=due.amount / 2)


def _day(days_ago):
    return timezone.localdate() - datetime.timedelta(days=days_ago)
