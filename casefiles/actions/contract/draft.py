"""The plan becomes a contract to sign: word for word as it stands, under the next number."""

import datetime
from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.contract.content import content_of, fingerprint, objectives_of
from casefiles.eligibility import add_months
from casefiles.models import EngagementContract

REVIEW_MONTHS = 3
LONGEST_MONTHS = 24


@dataclass(kw_only=True, eq=False, repr=False)
class DraftContract(FileAction):
    """Returns the EngagementContract. A version that still waited for signatures is replaced by this one.

    `person_engages` and `service_engages`: what each side promises, one engagement a line; those of the
    programme when nothing is said.
    """

    review_on: datetime.date | None = None
    person_engages: str | None = None
    service_engages: str | None = None

    journal_code = "contract.drafted"

    def _check(self):
        self.review_on = self.review_on or add_months(self.day, REVIEW_MONTHS)
        if self.review_on <= self.day:
            raise Refused("La date de révision vient après le jour du contrat.", "review")
        if self.review_on > add_months(self.day, LONGEST_MONTHS):
            raise Refused(
                "Un contrat se revoit dans les deux ans : choisissez une date plus proche.", "review"
            )
        if self.day < self.target.opened_on:
            raise Refused("Le contrat ne peut pas précéder l’ouverture du dossier.", "before_file")
        self._earlier = list(EngagementContract.objects.filter(case_file=self.target).order_by("-number"))
        if any(one.made_on > self.day for one in self._earlier):
            raise Refused("Une version plus récente existe déjà : relisez la page.", "before_last")
        self._content = content_of(
            self.target,
            number=self._earlier[0].number + 1 if self._earlier else 1,
            made_on=self.day,
            review_on=self.review_on,
            person_engages=self._engagements("person_engages"),
            service_engages=self._engagements("service_engages"),
        )
        if not objectives_of(self._content):
            raise Refused(
                "Le plan n’a pas d’objectif en cours : ajoutez-en un, puis établissez le contrat.",
                "no_objective",
            )
        self._check_said_twice()

    def _engagements(self, side):
        said = getattr(self, side)
        return "\n".join(getattr(self.target.programme, side)) if said is None else said

    def _check_said_twice(self):
        last = self._earlier[0] if self._earlier else None
        if last and last.state == EngagementContract.State.TO_SIGN and _same(last.content, self._content):
            raise Refused(
                f"La version {last.number} dit déjà exactement cela : ouvrez-la pour la signer.", "same"
            )

    def _perform(self):
        for one in self._earlier:
            if one.state == EngagementContract.State.TO_SIGN:
                replace(one, self.day)
        return EngagementContract.objects.create(
            case_file=self.target,
            number=self._content["number"],
            made_on=self.day,
            made_by=self.actor,
            content=self._content,
            content_hash=fingerprint(self._content),
            review_on=self.review_on,
            created_at=self.at,
        )

    def _details(self, result):
        # Who would change the row and its fingerprint together is told by the journal.
        return {"contract": str(result.pk), "version": result.number, "fingerprint": result.content_hash}


def _same(one, other):
    """Whether two contents say the same on the same day: a button pressed twice."""
    return _told(one) == _told(other)


def _told(content):
    return {key: content[key] for key in sorted(set(content) - {"nonce", "number"})}


def replace(contract, day):
    """A version gives way to another one."""
    contract.state, contract.ended_on = EngagementContract.State.REPLACED, max(day, contract.made_on)
    contract.save()
