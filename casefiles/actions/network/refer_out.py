"""The person is sent to a service of the directory; a reminder asks what came of it."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.actions.agenda.remind import AddReminder
from casefiles.actions.base import written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.network.rules import REASON_NEEDED, asking_words, check_sent
from casefiles.models import OutwardReferral


@dataclass(kw_only=True, eq=False, repr=False)
class ReferOut(FileAction):
    """`ReferOut(user, case_file, service=service, referred_on=day, reason="…", ask_on=day).execute()`."""

    service: Any
    referred_on: datetime.date
    reason: str
    # On which day one asks what came of it; None: nobody is reminded.
    ask_on: datetime.date | None = None

    journal_code = "outward.made"

    def _check(self):
        written(self.reason, message=REASON_NEEDED, code="reason")
        check_sent(self.referred_on, self.day)
        self.reminding = self._reminding()

    def _reminding(self):
        if self.ask_on is None:
            return None
        words = asking_words(self.service, self.referred_on)
        reminding = AddReminder(self.actor, self.target, due_on=self.ask_on, words=words, at=self.at)
        reminding.check()
        return reminding

    def _perform(self):
        return OutwardReferral.objects.create(
            case_file=self.target,
            service=self.service,
            referred_on=self.referred_on,
            reason=self.reason.strip(),
            reminder=self.reminding.execute() if self.reminding else None,
            author=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"outward": str(result.pk), "reminded": result.reminder_id is not None}
