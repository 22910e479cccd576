"""A visit at home: a contact of the file, with what was found; what calls for an act opens an alert."""

import datetime
import uuid
from dataclasses import dataclass, field

from casefiles.actions.base import Refused
from casefiles.actions.contact.log import LogContact
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.keeping.alert import OpenHomeAlert
from casefiles.actions.lease.meeting import kind_of
from casefiles.models import ContactMedium, Finding, HomeAlert, HomeVisit
from casefiles.models.keeping import VISITED

KIND = "home_visit"
MEDIUM = "home"


@dataclass(kw_only=True, eq=False, repr=False)
class VisitHome(FileAction):
    """`VisitHome(user, case_file, date=day, findings={"rent": "act"}, note="…").execute()` → HomeVisit."""

    date: datetime.date
    findings: dict = field(default_factory=dict)
    note: str = ""
    parts_present: tuple = ("person",)
    minutes: int | None = None
    key: uuid.UUID | None = None

    journal_code = "home.visited"

    def _check(self):
        unknown = set(self.findings) - set(VISITED) or set(self.findings.values()) - {*Finding.values, ""}
        if unknown:
            raise Refused("Un des constats n’est pas dans la liste.", "findings")
        # In the order of the list, whatever the order in which it was filled.
        self.findings = {topic.value: self.findings[topic] for topic in VISITED if self.findings.get(topic)}
        if not self.findings and not self.note.strip():
            raise Refused("Notez au moins un constat, ou une phrase.", "empty")

    def _perform(self):
        contact = LogContact(
            self.actor,
            self.target,
            date=self.date,
            kind=kind_of(self.target.programme, KIND),
            medium=ContactMedium.objects.filter(code=MEDIUM).first(),
            minutes=self.minutes,
            parts_present=self.parts_present,
            note=self.note,
            key=self.key,
            at=self.at,
        ).execute()
        visit, self.is_new = HomeVisit.objects.get_or_create(
            contact=contact, defaults={"findings": self.findings, "created_at": self.at}
        )
        if self.is_new:
            self._open_alerts(visit)
        return visit

    def _open_alerts(self, visit):
        """One for each topic that calls for an act, unless one is open already."""
        there = set(
            HomeAlert.objects.filter(case_file=self.target, closed_on__isnull=True).values_list(
                "topic", flat=True
            )
        )
        for topic, found in self.findings.items():
            if found == Finding.ACT and topic not in there:
                words = f"Constaté à la visite du {self.date:%d/%m/%Y} : il faut agir."
                OpenHomeAlert(
                    self.actor,
                    self.target,
                    topic=topic,
                    words=words,
                    opened_on=self.date,
                    visit=visit,
                    at=self.at,
                ).execute()

    def _record(self, result):
        if self.is_new:
            super()._record(result)

    def _details(self, result):
        return {"contact": str(result.contact_id)}
