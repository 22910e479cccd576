"""Six, twelve, twenty-four months after the slide: is the person still in her home?"""

import datetime
from dataclasses import dataclass

from casefiles.actions.agenda.remind import FinishReminder
from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.lease.rules import LeaseOf
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.eligibility import add_months
from casefiles.models import LeaseCheck


@dataclass(kw_only=True, eq=False, repr=False)
class AnswerLeaseCheck(LeaseOf, FileAction):
    """`AnswerLeaseCheck(user, check, answer="housed", on=day).execute()`. Its reminder is done with it."""

    answer: str
    on: datetime.date
    note: str = ""
    seen: int | None = None

    journal_code = "lease.still_housed"
    # The question comes back long after the file is closed.
    works_on_closed = True

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if self.answer not in LeaseCheck.Answer.values:
            raise Refused("Choisissez une réponse.", "answer")
        if self.on > self.day:
            raise Refused("Cette date est dans le futur : notez ce qui a déjà eu lieu.", "future")
        if self.on < self.lease.ended_on:
            raise Refused(
                f"Le bail est à son nom depuis le {self.lease.ended_on:%d/%m/%Y} : cette date est avant.",
                "before",
            )
        # Bad news come when they come; that all is well is asked when its time has come.
        if self.answer == LeaseCheck.Answer.HOUSED and self.on < add_months(self.target.due_on, -1):
            raise Refused(
                f"C’est trop tôt : la question se pose autour du {self.target.due_on:%d/%m/%Y}.", "early"
            )

    def _perform(self):
        check = self.target
        check.answer, check.answered_on, check.author = self.answer, self.on, self.actor
        check.note = self.note.strip() or None
        check.save()
        if check.reminder is not None:
            FinishReminder(self.actor, check.reminder, at=self.at).execute()
        return check

    def _details(self, result):
        return {"lease": str(self.lease.pk), "months": result.months, "answer": result.answer}
