"""A file that waits for a colleague’s answer in the demonstration, one that was refused, and a cover."""

import datetime

from django.utils import timezone

from casefiles.actions import AcceptHandover, ProposeHandover, RefuseHandover
from casefiles.actions.handover.notes import notes_of
from casefiles.models import CaseFile
from casefiles.setup import HEBERGE_TOIT
from portal.accounts.models import User


def hand_over():
    """From `referent2` to `referent3`, each time with a third of the notes."""
    giver = User.objects.get(email="referent2@example.org")
    receiver = User.objects.get(email="referent3@example.org")
    held = CaseFile.objects.filter(case_manager=giver, closed_on__isnull=True, programme__slug=HEBERGE_TOIT)
    refused, waiting, covered = held.order_by("-reference")[:3]
    handover = _propose(giver, receiver, refused, "Un autre quartier, plus près de chez toi.")
    RefuseHandover(receiver, handover, why="Je ne parle pas sa langue : pensons à Robin.").execute()
    _propose(giver, receiver, waiting, "Un congé de trois mois.")
    until = timezone.localdate() + datetime.timedelta(days=12)
    cover = _propose(giver, receiver, covered, "Deux semaines de vacances.", covers_until=until)
    AcceptHandover(receiver, cover).execute()


def _propose(giver, receiver, case_file, why, **days):
    ticked = tuple(notes_of(case_file, giver)[::3])
    meeting = timezone.localdate() + datetime.timedelta(days=6)
    message = "Préfère qu’on l’appelle le matin. La prochaine étape est la visite du logement."
    action = ProposeHandover(
        giver,
        case_file,
        receiver=receiver,
        meeting_on=meeting,
        why=why,
        message=message,
        ticked=ticked,
        **days,
    )
    return action.execute()
