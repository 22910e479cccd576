"""The yearly review took place: what was decided is kept with its day."""

import datetime
from dataclasses import dataclass

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.lease.rules import LeaseOf
from casefiles.actions.unchanged import refuse_if_changed


@dataclass(kw_only=True, eq=False, repr=False)
class HoldLeaseReview(LeaseOf, FileAction):
    """`HoldLeaseReview(user, review, held_on=day, decided="…").execute()`; again, it corrects."""

    held_on: datetime.date
    decided: str
    seen: int | None = None

    journal_code = "lease.reviewed"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if self.held_on > self.day:
            raise Refused("Cette date est dans le futur : notez ce qui a déjà eu lieu.", "future")
        if self.held_on < self.lease.started_on:
            raise Refused(
                f"La sous-location a commencé le {self.lease.started_on:%d/%m/%Y} : cette date est avant.",
                "before",
            )
        if self.lease.ended_on is not None and self.held_on > self.lease.ended_on:
            raise Refused(
                f"Le bail s’est terminé le {self.lease.ended_on:%d/%m/%Y} : cette date est après.", "after"
            )
        self.decided = written(self.decided, message="Écrivez ce qui a été décidé.", code="decided")

    def _perform(self):
        self.target.held_on, self.target.decided = self.held_on, self.decided
        self.target.author = self.actor
        self.target.save()
        return self.target

    def _details(self, result):
        return {"lease": str(self.lease.pk), "review": str(result.pk)}
