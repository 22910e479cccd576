"""Who holds a file proposes it to a colleague, with the notes that go along."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.access import holds
from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.handover.notes import notes_of
from casefiles.actions.referral.admit import check_holder
from casefiles.models import Handover, HandoverNote

LONGEST_COVER = datetime.timedelta(days=62)


@dataclass(kw_only=True, eq=False, repr=False)
class ProposeHandover(FileAction):
    """`ticked` are the contacts whose notes go along; a complement follows the contact that it completes."""

    receiver: Any
    meeting_on: datetime.date
    why: str
    message: str = ""
    ticked: tuple = ()
    # Of a cover, both days included: the file comes back by itself after the last one.
    covers_from: datetime.date | None = None
    covers_until: datetime.date | None = None

    journal_code = "handover.proposed"

    def _check(self):
        if not holds(self.actor, self.target):
            raise Refused("Un relais se prépare par la personne référente du dossier.", "not_yours")
        if self.receiver.pk == self.actor.pk:
            raise Refused("Choisissez quelqu’un d’autre que vous.", "receiver")
        check_holder(self.receiver, self.target.programme)
        written(self.why, message="Dites pourquoi le dossier change de mains.", code="why")
        if abs(self.meeting_on - self.day) > datetime.timedelta(days=183):
            raise Refused("La rencontre à trois a lieu dans les six mois.", "meeting")
        if Handover.objects.filter(case_file=self.target, state=Handover.State.PROPOSED).exists():
            raise Refused("Un relais est déjà proposé : reprenez-le d’abord.", "twice")
        self._check_cover()

    def _check_cover(self):
        if self.covers_until is None:
            if self.covers_from is not None:
                raise Refused("Dites aussi jusqu’à quand dure le remplacement.", "until")
            return
        self.covers_from = self.covers_from or self.day
        check_cover_days(self.covers_from, self.covers_until, self.day)
        check_not_covered(self.target, self.day)

    def _perform(self):
        handover = Handover.objects.create(
            case_file=self.target,
            giver=self.actor,
            receiver=self.receiver,
            proposed_on=self.day,
            meeting_on=self.meeting_on,
            why=self.why.strip(),
            message=self.message.strip() or None,
            covers_from=self.covers_from,
            covers_until=self.covers_until,
            created_at=self.at,
        )
        # Asked again of the database: only what the giver may read can go along.
        going = notes_of(self.target, self.actor).filter(pk__in=[contact.pk for contact in self.ticked])
        for contact in going:
            HandoverNote.objects.create(handover=handover, contact=contact)
        return handover

    def _details(self, result):
        told = {"handover": str(result.pk), "receiver": str(self.receiver.pk), "notes": result.notes.count()}
        return told | ({"until": f"{result.covers_until}"} if result.is_cover else {})


def check_cover_days(covers_from, covers_until, today):
    """Raise Refused for a cover that is over before it begins, too long, or too far."""
    if covers_from < today:
        raise Refused("Un remplacement commence aujourd’hui ou plus tard.", "from")
    if covers_from > today + LONGEST_COVER:
        raise Refused("Ce remplacement commence dans plus de deux mois : proposez-le plus tard.", "from")
    if covers_until < covers_from:
        raise Refused("Le remplacement se termine avant d’avoir commencé : vérifiez les dates.", "until")
    if covers_until > covers_from + LONGEST_COVER:
        raise Refused("Un remplacement dure deux mois au plus ; au-delà, passez le relais sans fin.", "until")


def check_not_covered(case_file, today):
    """Raise Refused when somebody already stands in, or will: one at a time."""
    if case_file.covered_by_id is not None and case_file.covered_until >= today:
        raise Refused(
            f"Un remplacement est déjà prévu jusqu’au {case_file.covered_until:%d/%m/%Y} : arrêtez-le "
            "d’abord.",
            "covered",
        )
