"""In the demonstration: a file that waits for a colleague, one refused, a cover, and one sent outside."""

import datetime

from django.utils import timezone

from casefiles.actions import AcceptHandover, ProposeHandover, RefuseHandover, SendOutside
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
    _send_outside(giver, refused)


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


def _send_outside(user, case_file):
    """Nobody keeps its link nor its code: the demonstration shows that it left."""
    today = timezone.localdate()
    SendOutside(
        user,
        case_file,
        recipient="Relogement Exemple, Namur (fictif)",
        parts=["housing", "plan"],
        why="La personne déménage à Namur : l’équipe de là-bas reprend la recherche.",
        informed_on=today,
        agreed_on=today,
    ).execute()
