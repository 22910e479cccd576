"""What is shared in the demonstration: one service reads parts of two files; one agreement is taken back."""

import datetime

from django.utils import timezone

from casefiles.actions import AgreeSharing, SetFeedback, TiePartner, WithdrawSharing
from casefiles.models import CaseFile, Referral
from content.directory.models import Service
from portal.accounts.models import User

_NEEDS = {
    "identity": "Pour la reconnaître à l’accueil et la rappeler.",
    "housing": "Pour ne pas lui redemander chaque fois où elle dort.",
    "plan": "Pour tirer dans le même sens, sans refaire les démarches.",
}


def share_with_a_service():
    """Files of `referente@example.org`, with the service that orients most."""
    referente = User.objects.get(email="referente@example.org")
    service = _service()
    partner = User.objects.filter(email="partenaire@example.org").first()
    if partner is not None:
        TiePartner(User.objects.get(email="coordination@example.org"), partner, service=service).execute()
    files = list(
        CaseFile.objects.filter(case_manager=referente, closed_on__isnull=True).order_by("reference")
    )
    _share(referente, files[0], service, _NEEDS)
    _share(referente, files[1], service, {"path": "Pour savoir où en est l’accompagnement."})
    taken_back = _share(referente, files[2], service, {"agenda": "Pour ne pas fixer le même jour."})
    WithdrawSharing(referente, taken_back, why="person").execute()
    _tell_of_one(referente, service)


def _tell_of_one(referente, service):
    """Of one orientation of this service, the person agreed that the decision is told."""
    ours = Referral.objects.filter(orienting_service=service, case_file__case_manager=referente)
    referral = ours.order_by("reference").first()
    if referral is not None:
        decision = Referral.Feedback.DECISION
        SetFeedback(referente, referral, level=decision, agreed=True).execute()


def _service():
    orienting = Referral.objects.filter(orienting_service__isnull=False).values_list(
        "orienting_service", flat=True
    )
    return Service.objects.filter(pk__in=orienting).order_by("name").first() or Service.objects.first()


def _share(user, case_file, service, needs):
    action = AgreeSharing(
        user,
        case_file,
        service=service,
        informed_on=case_file.opened_on,
        agreed_on=case_file.opened_on,
        agreed_how="orally",
        bound="L’assistante sociale de permanence",
        mission="Trouver un logement et le garder.",
        until=timezone.localdate() + datetime.timedelta(days=120),
        needs=needs,
    )
    return action.execute()
