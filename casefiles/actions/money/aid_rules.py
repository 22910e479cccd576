"""What every aid request must respect: to whom, how much, and the order of its days."""

from casefiles.actions.base import Refused, written
from casefiles.actions.money.rules import check_past
from casefiles.eligibility import add_months

APPEAL_MONTHS = 3
# A later last day to appeal is an error of typing.
FURTHEST_MONTHS = 24


def proposed_appeal(decided_on):
    """Before the labour court: three months after the decision was received."""
    return add_months(decided_on, APPEAL_MONTHS)


def check_asked(after, today):
    """`after` is {field: what it will hold}, as for the checks that follow."""
    if after["service"] is None and len((after["to_name"] or "").strip()) < 2:
        raise Refused("Choisissez le service à qui l’on demande, ou écrivez son nom.", "to")
    _check_amount(after["amount"], "amount")
    check_past(after["asked_on"], today)


def check_because(because):
    """What a refusal says of its reason, without the blanks around it."""
    return written(
        because, message="Écrivez pourquoi l’aide est refusée, comme la décision le dit.", code="because"
    )


def check_answered(after, today):
    """Raise Refused for an answer that comes before its request, or an appeal that ends before the answer."""
    decided_on, until = after["decided_on"], after["appeal_until"]
    if decided_on > today:
        raise Refused("Cette réponse est dans le futur : notez-la quand elle est arrivée.", "decided_future")
    if decided_on < after["asked_on"]:
        raise Refused(
            f"La réponse viendrait avant la demande, qui est du {after['asked_on']:%d/%m/%Y} : vérifiez.",
            "decided_before",
        )
    _check_amount(after["granted_amount"], "granted_amount")
    if until is not None and until < decided_on:
        raise Refused("Le recours finirait avant la réponse : vérifiez les deux dates.", "appeal_before")
    if until is not None and until > add_months(decided_on, FURTHEST_MONTHS):
        raise Refused("Cette date de recours est trop lointaine : vérifiez l’année.", "appeal_far")


def check_appealed(appealed_on, decided_on, today):
    if appealed_on > today:
        raise Refused("Ce recours est dans le futur : notez-le quand il est introduit.", "appeal_future")
    if appealed_on < decided_on:
        raise Refused(
            f"Le recours viendrait avant la décision, reçue le {decided_on:%d/%m/%Y} : vérifiez.",
            "appealed_before",
        )


def check_appeal_ended(ended_on, appealed_on, today):
    if ended_on > today:
        raise Refused("Cette fin est dans le futur : notez-la quand elle est là.", "end_future")
    if ended_on < appealed_on:
        raise Refused(
            f"Le recours finirait avant d’être introduit, le {appealed_on:%d/%m/%Y} : vérifiez.",
            "end_before",
        )


def _check_amount(amount, code):
    if amount is not None and amount <= 0:
        raise Refused("Écrivez un montant plus grand que zéro, sans signe moins.", code)
