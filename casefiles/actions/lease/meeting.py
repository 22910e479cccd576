"""One met around the lease, before or after the slide: it is a contact of the file, and of the lease."""

import datetime
import uuid
from dataclasses import dataclass

from casefiles.actions.base import Refused, written
from casefiles.actions.contact.log import LogContact, contact_kinds_of
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.lease.rules import LeaseOf
from casefiles.models import LeaseMeeting

KIND = "tripartite"


@dataclass(kw_only=True, eq=False, repr=False)
class NoteLeaseMeeting(LeaseOf, FileAction):
    """`NoteLeaseMeeting(user, lease, date=…, parts_present=(…), decided="…").execute()` → LeaseMeeting."""

    date: datetime.date
    decided: str
    parts_present: tuple = ()
    people_present: str = ""
    place: str = ""
    key: uuid.UUID | None = None

    journal_code = "lease.met"

    def _check(self):
        self.decided = written(self.decided, message="Écrivez ce qui a été décidé.", code="decided")
        if not self.parts_present and not self.people_present.strip():
            raise Refused("Dites qui était là : une case, ou un nom.", "who")

    def _perform(self):
        contact = LogContact(
            self.actor,
            self.case_file,
            date=self.date,
            kind=kind_of(self.case_file.programme, KIND),
            parts_present=self.parts_present,
            people_present=self.people_present,
            place=self.place,
            note=self.decided,
            key=self.key,
            at=self.at,
        ).execute()
        # A double press finds the contact it has written, and its meeting.
        meeting, self.is_new = LeaseMeeting.objects.get_or_create(
            contact=contact, defaults={"lease": self.lease, "created_at": self.at}
        )
        return meeting

    def _record(self, result):
        if self.is_new:
            super()._record(result)

    def _details(self, result):
        return {"lease": str(self.lease.pk), "contact": str(result.contact_id)}


def kind_of(programme, code):
    """The kind of contact of this code, or the first one that the programme has."""
    kinds = list(contact_kinds_of(programme))
    found = next((kind for kind in kinds if kind.code == code), None) or next(iter(kinds), None)
    if found is None:
        raise Refused("Ce dispositif n’a aucune nature de contact : la coordination en choisit.", "kind")
    return found
