"""The first joint meeting: the person, who orients, and who may accompany."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from casefiles.actions.agenda.schedule import ScheduleAppointment
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.models import ReferralEvent


@dataclass(kw_only=True, eq=False, repr=False)
class PlanMeeting(ReferralAction):
    """`PlanMeeting(user, referral, starts_at=aware, place="…").execute()` → Appointment."""

    starts_at: datetime.datetime
    minutes: int = 60
    place: str = ""
    with_whom: str = ""
    note: str = ""
    key: Any = None

    journal_code = "referral.meeting"

    def _check(self):
        """What an appointment needs is checked where it is made."""

    def _perform(self):
        appointment = ScheduleAppointment(
            self.actor,
            self.target,
            at=self.at,
            starts_at=self.starts_at,
            minutes=self.minutes,
            place=self.place,
            with_whom=self.with_whom,
            note=self.note,
            key=self.key,
        ).execute()
        when = timezone.localtime(self.starts_at)
        said = [f"Prévue le {when:%d/%m/%Y à %H:%M}", self.place.strip(), self.with_whom.strip()]
        self.log(ReferralEvent.Kind.MEETING, ", ".join(filter(None, said)))
        return appointment

    def _details(self, result):
        return {"appointment": str(result.pk)}
