"""Somebody takes a role beside the person: a service of the directory, somebody named, or both."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.actions.file.on_file import FileAction
from casefiles.actions.network.rules import check_days, check_once, check_role
from casefiles.models import Involvement


@dataclass(kw_only=True, eq=False, repr=False)
class AddToNetwork(FileAction):
    """`AddToNetwork(user, case_file, role="co_work", service=service, started_on=day).execute()`."""

    role: str
    started_on: datetime.date
    service: Any = None
    name: str = ""
    reach: str = ""
    note: str = ""
    until: datetime.date | None = None

    journal_code = "network.added"

    def _check(self):
        check_role(self.role, self.service, self.name)
        check_days(self.started_on, self.until, None, self.day)
        check_once(self.target, self.role, self.service)

    def _perform(self):
        return Involvement.objects.create(
            case_file=self.target,
            role=self.role,
            service=self.service,
            name=self.name.strip() or None,
            reach=self.reach.strip() or None,
            note=self.note.strip() or None,
            started_on=self.started_on,
            until=self.until,
            author=self.actor,
            created_at=self.at,
        )

    def _details(self, result):
        return {"involvement": str(result.pk), "role": result.role}
