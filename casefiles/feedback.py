"""What who sends may be told: the exact words of each level, never more than the person agreed to."""

from django.utils import timezone

from casefiles.models import Referral

Feedback = Referral.Feedback
ORDER = (Feedback.NOTHING, Feedback.RECEIVED, Feedback.DECISION, Feedback.CONTACT)
# Beyond saying that the request arrived, the person's agreement is needed.
NEEDS_AGREEMENT = (Feedback.DECISION, Feedback.CONTACT)


def rank(level):
    return ORDER.index(level)


def levels_to_tell(referral):
    """[(level, words)] that may be told now: what is allowed, and what there is to tell."""
    return [
        (level, words_for(referral, level))
        for level in ORDER[1:]
        if rank(level) <= rank(referral.feedback) and words_for(referral, level)
    ]


def words_for(referral, level):
    """The words of a level, or nothing while there is nothing to say. They name nobody who is accompanied."""
    if level == Feedback.RECEIVED:
        return (
            f"Votre demande {referral.reference}, envoyée le {_sent_on(referral)}, est bien arrivée. "
            "Nous ne pouvons pas en dire plus pour le moment."
        )
    if level == Feedback.DECISION:
        return _decision(referral)
    if level == Feedback.CONTACT and referral.status == Referral.Status.ADMITTED:
        case_file = getattr(referral, "case_file", None) or referral.reopened_file
        if case_file is not None and case_file.case_manager is not None:
            who = f"C’est {case_file.case_manager} qui accompagne : vous pouvez l’appeler."
            return f"{_decision(referral)} {who}"
    return ""


def _decision(referral):
    asked = f"Votre demande {referral.reference}, envoyée le {_sent_on(referral)}"
    if referral.status == Referral.Status.ADMITTED:
        return f"{asked}, est acceptée : l’accompagnement commence."
    if referral.status == Referral.Status.REFUSED:
        return f"{asked}, n’a pas pu être acceptée.{_other_service(referral)}"
    if referral.status == Referral.Status.WAITING:
        return f"{asked}, est en liste d’attente."
    return ""


def _sent_on(referral):
    return f"{timezone.localtime(referral.received_at):%d/%m/%Y}"


def _other_service(referral):
    service = referral.redirected_to
    return f" Un autre service peut aider : {service}." if service else ""
