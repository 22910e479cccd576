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


@dataclass(kw_only=True, eq=False, repr=False)
class ProposeHandover(FileAction):
    """`ticked` are the contacts whose notes go along; a complement follows the contact that it completes."""

    receiver: Any
    meeting_on: datetime.date
    why: str
    message: str = ""
    ticked: tuple = ()

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

    def _perform(self):
        handover = Handover.objects.create(
            case_file=self.target,
            giver=self.actor,
            receiver=self.receiver,
            proposed_on=self.day,
            meeting_on=self.meeting_on,
            why=self.why.strip(),
            message=self.message.strip() or None,
            created_at=self.at,
        )
        # Asked again of the database: only what the giver may read can go along.
        going = notes_of(self.target, self.actor).filter(pk__in=[contact.pk for contact in self.ticked])
        for contact in going:
            HandoverNote.objects.create(handover=handover, contact=contact)
        return handover

    def _details(self, result):
        return {"handover": str(result.pk), "receiver": str(self.receiver.pk), "notes": result.notes.count()}
