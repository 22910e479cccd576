"""A version is given up, or the engagement ends: why is said, and what was written stays readable."""

from dataclasses import dataclass

from casefiles.actions.base import Refused, written
from casefiles.actions.contract.on_contract import ContractAction
from casefiles.actions.contract.sign import SIGNABLE
from casefiles.models import EngagementContract


@dataclass(kw_only=True, eq=False, repr=False)
class DiscardContract(ContractAction):
    reason: str

    journal_code = "contract.discarded"

    def _check(self):
        if self.target.state not in SIGNABLE:
            raise Refused(f"Cette version est déjà {self.target.get_state_display()}.", "ended")
        if self.day < self.target.made_on:
            raise Refused("Cette version n’existait pas encore ce jour-là.", "before_made")
        self.reason = written(self.reason, message="Dites en quelques mots pourquoi cette version s’arrête.")

    def _perform(self):
        contract = self.target
        contract.state, contract.ended_on = EngagementContract.State.DISCARDED, self.day
        contract.ended_reason = self.reason
        contract.save()
        return contract
