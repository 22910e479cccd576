"""What was typed so far is kept, right or wrong: a grid takes several sittings, sometimes two people."""

import datetime
from dataclasses import dataclass, field

from casefiles.actions.assessment.on_assessment import AssessmentAction, check_held_on
from casefiles.actions.base import Refused
from casefiles.grid.merging import HELD_ON, marks, merge


class Conflict(Refused):
    """Somebody changed the same questions meanwhile. `merged` says which, and holds all that was typed."""

    def __init__(self, merged, by):
        self.merged = merged
        count = len(merged.conflicts)
        what = "une réponse" if count == 1 else f"{count} réponses"
        super().__init__(
            f"{by} a changé {what} en même temps que vous. Ce qui est enregistré est rappelé sous chaque "
            "question ; ce que vous aviez tapé est conservé. Vérifiez, puis enregistrez à nouveau.",
            "stale",
        )


@dataclass(kw_only=True, eq=False, repr=False)
class SaveAssessmentDraft(AssessmentAction):
    """`answers` as typed, by key; `seen` are the marks of what was on the screen (casefiles.grid.merging).

    Without `seen`, nobody else can have been at work: what is given replaces what was there.
    """

    answers: dict = field(default_factory=dict)
    held_on: datetime.date | None = None
    seen: dict | None = None

    journal_code = "assessment.saved"

    def _check(self):
        held_on = (self.held_on or self.target.held_on).isoformat()
        mine = {**self.answers, HELD_ON: held_on}
        theirs = stored(self.target)
        self._merged = merge(mine, theirs, marks(theirs) if self.seen is None else self.seen)
        if self._merged.conflicts:
            raise Conflict(self._merged, self.target.saved_by or self.target.author)
        self._held_on = datetime.date.fromisoformat(self._merged.answers[HELD_ON])
        check_held_on(self._held_on, self.target.case_file, self.day)

    def _perform(self):
        answers = {key: value for key, value in self._merged.answers.items() if key != HELD_ON}
        self.target.answers, self.target.held_on = answers, self._held_on
        self.target.saved_by, self.target.saved_at = self.actor, self.at
        self.target.save()
        return self.target


def stored(assessment):
    """What the draft holds, its date beside the answers: what a page shows, and what marks are made from."""
    return {**(assessment.answers or {}), HELD_ON: assessment.held_on.isoformat()}
