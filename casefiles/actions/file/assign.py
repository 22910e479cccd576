"""A file goes to another case manager: coordination decides, the former one no longer sees it."""

from dataclasses import dataclass
from typing import Any

from casefiles.access import may_distribute
from casefiles.actions.agenda.hand_over import pass_agenda_on
from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.places import check_dates, check_place, give_back, take_place
from casefiles.actions.referral.admit import check_holder, record_assignment
from casefiles.actions.unchanged import refuse_if_moved
from casefiles.models import Assignment


@dataclass(kw_only=True, eq=False, repr=False)
class Assign(FileAction):
    case_manager: Any
    reason: str = ""
    over_capacity_reason: str = ""
    seen_state: str | None = None

    takes_place = True

    def _check(self):
        if not may_distribute(self.actor):
            raise Refused("Seule la coordination confie un dossier à quelqu’un d’autre.", "not_yours")
        refuse_if_moved(self.target, self.seen_state)
        check_holder(self.case_manager, self.target.programme)
        current = self.target.active_assignment()
        if current is not None and current.case_manager_id == self.case_manager.pk:
            raise Refused(f"{self.case_manager} a déjà ce dossier.", "already_held")
        written(self.reason, message="Écrivez pourquoi le dossier change de mains.")
        check_dates(self.target, self.day)
        check_place(self.actor, self.case_manager, self.target.programme, self.over_capacity_reason)

    def _perform(self):
        current = self.target.active_assignment()
        if current is not None:
            give_back(current, on=self.day, end=Assignment.End.REASSIGNED)
        assignment = take_place(
            self.target,
            self.case_manager,
            by=self.actor,
            on=self.day,
            reason=self.reason,
            over_capacity_reason=self.over_capacity_reason,
        )
        self.target.case_manager = self.case_manager
        self.target.save()
        pass_agenda_on(self.target)
        return assignment

    def _record(self, result):
        record_assignment(result, self.actor, self.target)
