"""An appointment is made: in a file, about a request (the first joint meeting), or of one's own."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from casefiles.actions.agenda.on_agenda import (
    AgendaAction,
    check_appointment_minutes,
    check_owner,
    check_starts_at,
    hold_subject,
    known_parts,
)
from casefiles.actions.sending import key_for, written_before
from casefiles.models import Appointment, CaseFile, Referral


@dataclass(kw_only=True, eq=False, repr=False)
class ScheduleAppointment(AgendaAction):
    """`ScheduleAppointment(actor, case_file_or_referral_or_user, starts_at=…).execute()` → Appointment.

    `key` is given by a form, and makes a double press write one appointment. Without an owner it stands in
    the agenda of who holds the file or, without one, of who makes it.
    """

    starts_at: datetime.datetime
    minutes: int = 60
    kind: Any = None
    medium: Any = None
    place: str = ""
    parts: tuple = ()
    with_whom: str = ""
    note: str = ""
    owner: Any = None
    key: uuid.UUID | None = None

    journal_code = "appointment.made"

    @property
    def subject(self):
        return self.target

    def _hold(self):
        hold_subject(self.target)

    def _check(self):
        self.written = written_before(Appointment, self.key, self._values())
        if self.written is None:
            check_starts_at(self.starts_at, now=self.at)
            check_appointment_minutes(self.minutes)
            if self._owner().pk != self.actor.pk:
                check_owner(self._owner(), self.target)

    def _perform(self):
        self.made = self.written or Appointment.objects.create(
            pk=key_for(Appointment, self.key), made_by=self.actor, created_at=self.at, **self._values()
        )
        return self.made

    def _record(self, result):
        if self.written is None:
            super()._record(result)

    def _owner(self):
        held_by = self.target.case_manager if isinstance(self.target, CaseFile) else None
        return self.owner or held_by or self.actor

    def _values(self):
        return {
            "case_file_id": self.target.pk if isinstance(self.target, CaseFile) else None,
            "referral_id": self.target.pk if isinstance(self.target, Referral) else None,
            "owner_id": self._owner().pk,
            "starts_at": self.starts_at,
            "minutes": self.minutes,
            "kind_id": self.kind and self.kind.pk,
            "medium_id": self.medium and self.medium.pk,
            "place": self.place.strip() or None,
            "parts_expected": known_parts(self.parts),
            "with_whom": self.with_whom.strip() or None,
            "note": self.note.strip() or None,
        }
