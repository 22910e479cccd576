"""A draft that will not be finished is set aside, with a reason; what was typed in it goes away."""

from dataclasses import dataclass

from casefiles.actions.assessment.on_assessment import AssessmentAction
from casefiles.actions.base import written


@dataclass(kw_only=True, eq=False, repr=False)
class DiscardAssessment(AssessmentAction):
    reason: str

    journal_code = "assessment.discarded"

    def _check(self):
        self.reason = written(self.reason, message="Dites en quelques mots pourquoi ce bilan est abandonné.")

    def _perform(self):
        self._said = super()._details(None) | {"answers": len(self.target.answers or {})}
        self.target.delete()

    def _entry(self, result):
        return {**super()._entry(result), "reason": self.reason}

    def _details(self, result):
        return self._said
