"""A file, or a request, is read: nobody reads one unseen."""

from dataclasses import dataclass

from casefiles.access import may_see
from casefiles.actions.base import Action, Refused


@dataclass(kw_only=True, eq=False, repr=False)
class OpenFile(Action):
    """Call it before showing anything: it raises when the entry cannot be written; then nothing is shown."""

    reason: str = ""

    journal_code = "casefile.read"

    def _hold(self):
        """Reading keeps nobody waiting."""

    def _check(self):
        if not may_see(self.actor, self.target):
            raise Refused("Ce dossier n’est pas à votre portée.", "not_yours")

    def _perform(self):
        return self.target

    def _entry(self, result):
        return {"subject": result.pk, "target": result.reference, "reason": self.reason}


@dataclass(kw_only=True, eq=False, repr=False)
class OpenReferral(OpenFile):
    journal_code = "referral.read"

    def _entry(self, result):
        return {"target": result.reference, "reason": self.reason}
