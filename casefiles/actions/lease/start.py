"""A sub-lease begins: an operator rents for the person, three years at most."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.actions.file.on_file import FileAction
from casefiles.actions.lease.rules import (
    check_after_others,
    check_days,
    check_objectives,
    check_parties,
    make_reviews,
)
from casefiles.models import SlidingLease


@dataclass(kw_only=True, eq=False, repr=False)
class StartLease(FileAction):
    """`StartLease(user, case_file, owner="…", operator=service, started_on=…, ends_on=…).execute()`."""

    owner: str
    started_on: datetime.date
    ends_on: datetime.date
    operator: Any = None
    operator_name: str = ""
    place: str = ""
    objectives: tuple = ()

    journal_code = "lease.started"

    def _check(self):
        check_parties(self.owner, self.operator, self.operator_name)
        check_days(self.started_on, self.ends_on, self.day)
        check_after_others(self.target, self.started_on)
        check_objectives(self.target, self.objectives)

    def _perform(self):
        lease = SlidingLease.objects.create(
            case_file=self.target,
            owner=self.owner.strip(),
            operator=self.operator,
            operator_name=self.operator_name.strip() or None,
            place=self.place.strip() or None,
            started_on=self.started_on,
            ends_on=self.ends_on,
            author=self.actor,
            created_at=self.at,
        )
        lease.objectives.set(self.objectives)
        make_reviews(lease)
        return lease

    def _details(self, result):
        return {"lease": str(result.pk)}
