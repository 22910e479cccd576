"""A signature noted by mistake is taken back, as long as the contract does not hold yet."""

from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused
from casefiles.actions.contract.on_contract import ContractAction
from casefiles.models import EngagementContract


@dataclass(kw_only=True, eq=False, repr=False)
class TakeBackSignature(ContractAction):
    signature: Any

    journal_code = "contract.signature_taken_back"

    def _check(self):
        if self.signature.contract_id != self.target.pk:
            raise Refused("Cette signature est d’un autre contrat.", "other_contract")
        if self.target.state != EngagementContract.State.TO_SIGN:
            raise Refused(
                "Ce contrat n’attend plus de signature : établissez une nouvelle version pour le corriger.",
                "ended",
            )

    def _perform(self):
        self._party = self.signature.party
        self.signature.delete()
        return self.target

    def _details(self, result):
        return {**super()._details(result), "party": self._party}
