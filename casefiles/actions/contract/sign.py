"""Somebody signed the contract on paper, and that is noted; once both have, this version holds."""

import datetime
from dataclasses import dataclass

from casefiles.actions.base import Refused, written
from casefiles.actions.contract.draft import replace
from casefiles.actions.contract.on_contract import ContractAction
from casefiles.contract.content import is_intact
from casefiles.models import ContractSignature, EngagementContract

SIGNABLE = (EngagementContract.State.TO_SIGN, EngagementContract.State.SIGNED)
BINDING = {ContractSignature.Party.PERSON, ContractSignature.Party.CASE_MANAGER}
ALTERED = (
    "Cette version ne correspond plus à ce qui a été établi : elle ne peut plus servir. "
    "Prévenez l’administration et établissez une nouvelle version."
)


@dataclass(kw_only=True, eq=False, repr=False)
class SignContract(ContractAction):
    """`SignContract(user, contract, party=ContractSignature.Party.PERSON).execute()`, signed today or before.

    When the person and the case manager have both signed, the contract holds and the one before is replaced.
    """

    party: str
    signed_on: datetime.date | None = None
    name: str = ""

    journal_code = "contract.signed"

    def _check(self):
        self.signed_on = self.signed_on or self.day
        if self.target.state not in SIGNABLE:
            raise Refused(
                f"Cette version est {self.target.get_state_display()} : elle ne se signe plus.", "ended"
            )
        if not is_intact(self.target):
            raise Refused(ALTERED, "altered")
        if self.party not in ContractSignature.Party.values:
            raise Refused("Choisissez qui a signé.", "party")
        if self.signed_on > self.day:
            raise Refused("Cette date est dans le futur : notez une signature déjà donnée.", "future")
        if self.signed_on < self.target.made_on:
            raise Refused(
                f"Cette version est établie depuis le {self.target.made_on:%d/%m/%Y} : "
                "la signature ne peut pas la précéder.",
                "before_made",
            )
        self._check_name()

    def _check_name(self):
        earlier = [one for one in self.target.signatures.all() if one.party == self.party]
        if self.party != ContractSignature.Party.PARTNER:
            if earlier:
                raise Refused(
                    f"Cette signature est déjà notée, au {earlier[0].signed_on:%d/%m/%Y}.", "already"
                )
            content = self.target.content
            self.name = content["person" if self.party == ContractSignature.Party.PERSON else "case_manager"]
            return
        self.name = written(self.name, message="Écrivez le nom du partenaire qui signe.", code="name_needed")
        if self.name.casefold() in {(one.name or "").casefold() for one in earlier}:
            raise Refused("La signature de ce partenaire est déjà notée.", "already")

    def _perform(self):
        contract = self.target
        ContractSignature.objects.create(
            contract=contract,
            party=self.party,
            name=self.name or None,
            signed_on=self.signed_on,
            recorded_by=self.actor,
            created_at=self.at,
        )
        parties = {one.party for one in contract.signatures.all()}
        if contract.state == EngagementContract.State.TO_SIGN and parties >= BINDING:
            self._let_it_hold()
        return contract

    def _let_it_hold(self):
        former = EngagementContract.objects.filter(
            case_file=self.case_file, state=EngagementContract.State.SIGNED
        )
        for one in former:
            replace(one, self.day)
        self.target.state = EngagementContract.State.SIGNED
        self.target.save()

    def _details(self, result):
        return {**super()._details(result), "party": self.party, "state": result.state}
