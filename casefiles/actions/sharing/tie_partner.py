"""Coordination says for which service the account of a partner is, or that it is for none."""

from dataclasses import dataclass
from typing import Any

from casefiles.access import may_distribute
from casefiles.actions.base import Action, Refused
from casefiles.models import PartnerAccount
from portal.accounts.roles import Role


@dataclass(kw_only=True, eq=False, repr=False)
class TiePartner(Action):
    """The target is the account; `service` None takes it away from its service."""

    service: Any = None

    journal_code = "sharing.account_tied"

    def _check(self):
        if not may_distribute(self.actor):
            raise Refused("Relier un compte à un service est l’affaire de la coordination.", "not_yours")
        if not self.target.has_role(Role.PARTNER):
            raise Refused("Ce compte n’est pas celui d’un service partenaire.", "not_partner")

    def _perform(self):
        if self.service is None:
            PartnerAccount.objects.filter(user=self.target).delete()
        else:
            PartnerAccount.objects.update_or_create(
                user=self.target, defaults={"service": self.service, "tied_by": self.actor}
            )
        return self.target

    def _entry(self, result):
        return {
            "target": str(self.target.pk),
            "details": {"service": self.service.slug if self.service else ""},
        }
