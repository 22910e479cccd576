"""The person agrees that a partner service knows parts of the file, until a day."""

import datetime
from dataclasses import dataclass
from typing import Any

from casefiles.actions.base import Refused, written
from casefiles.actions.file.on_file import FileAction
from casefiles.models import SharedPart, SharedSection, SharingAgreement

LONGEST = datetime.timedelta(days=366)


@dataclass(kw_only=True, eq=False, repr=False)
class AgreeSharing(FileAction):
    """`needs` is {part: why the service needs it}: what is not in it is not shared.

    `AgreeSharing(user, case_file, service=…, informed_on=…, agreed_on=…, agreed_how="orally", bound="…",
    mission="…", until=…, needs={"housing": "…"}).execute()`
    """

    service: Any
    informed_on: datetime.date
    agreed_on: datetime.date
    agreed_how: str
    bound: str
    mission: str
    until: datetime.date
    needs: dict

    journal_code = "sharing.agreed"

    def _check(self):
        self._check_days()
        self._check_words()
        running = SharingAgreement.objects.filter(
            case_file=self.target,
            service=self.service,
            withdrawn_at__isnull=True,
            started_on__lte=self.until,
            until__gte=self.day,
        )
        if running.exists():
            raise Refused(
                "Un accord court déjà avec ce service : retirez-le d’abord, puis notez le nouveau.", "twice"
            )

    def _check_days(self):
        if self.agreed_on > self.day or self.informed_on > self.day:
            raise Refused("L’accord se note quand il est donné : pas de date à venir.", "agreed_future")
        if self.informed_on > self.agreed_on:
            raise Refused(
                "La personne est d’abord informée, puis elle donne son accord : vérifiez les deux dates.",
                "informed_after",
            )
        if self.until < self.day:
            raise Refused("Choisissez une date de fin à venir.", "until_past")
        if self.until > self.day + LONGEST:
            raise Refused(
                "Un partage dure un an au plus : à son terme, on en reparle avec la personne.", "until_far"
            )

    def _check_words(self):
        written(self.bound, message="Dites qui, dans ce service, est tenu au secret.", code="bound")
        written(self.mission, message="Dites à quoi vous travaillez ensemble.", code="mission")
        if not self.needs:
            raise Refused("Cochez au moins une partie du dossier : sans cela, rien n’est partagé.", "parts")
        for part, need in self.needs.items():
            if part not in SharedPart.values:
                raise Refused("Cette partie du dossier ne se partage pas.", "parts")
            written(need, message="Dites pourquoi ce service en a besoin.", code=f"need_{part}")

    def _perform(self):
        agreement = SharingAgreement.objects.create(
            case_file=self.target,
            service=self.service,
            informed_on=self.informed_on,
            agreed_on=self.agreed_on,
            agreed_how=self.agreed_how,
            bound=self.bound.strip(),
            mission=self.mission.strip(),
            started_on=self.day,
            until=self.until,
            author=self.actor,
            created_at=self.at,
        )
        for part in SharedPart.values:
            if part in self.needs:
                SharedSection.objects.create(agreement=agreement, part=part, need=self.needs[part].strip())
        return agreement

    def _details(self, result):
        return {"agreement": str(result.pk), "service": self.service.slug, "parts": sorted(self.needs)}
