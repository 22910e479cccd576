"""A contact is corrected: what it said before is kept, with who changed it and why."""

from dataclasses import dataclass, field
from typing import Any

from casefiles.access import importable_by, may_read_confidential, may_work_on
from casefiles.actions.agenda.on_agenda import known_parts
from casefiles.actions.base import Refused, hold, written
from casefiles.actions.contact.lock import check_not_locked, locked_by_hand
from casefiles.actions.contact.log import (
    NOT_IMPORTABLE,
    check_contact_date,
    check_contact_time,
    check_kind,
    check_minutes,
    check_outcome,
    refresh_last_contact,
    settle_appointment,
)
from casefiles.actions.file.rows import RowAction
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.models import Contact, ContactCorrection

PLAIN = (
    "time",
    "outcome",
    "minutes",
    "place",
    "parts_present",
    "people_present",
    "note",
    "confidential_note",
)
LINKS = ("kind", "medium", "axis", "objective")
NULL_WHEN_EMPTY = ("people_present", "note", "confidential_note")
TYPED = (
    "Ce contact a été écrit ou corrigé à la main : seule la personne référente peut le changer.",
    "typed",
)
WHY_NEEDED = "Écrivez pourquoi vous corrigez : l’ancienne version reste lisible."


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectContact(RowAction):
    """`CorrectContact(user, contact, changes={"minutes": 45}, reason="Erreur de frappe").execute()`."""

    changes: dict = field(default_factory=dict)
    reason: str = ""
    # By a spreadsheet: then also by whoever may import, as long as only their imports have written it.
    imported: bool = False
    imported_in: Any = None
    # The revision of the contact that the form was made from.
    seen: int | None = None

    journal_code = "contact.corrected"

    def _hold(self):
        # The file first, as whoever corrects or takes back many at once: nobody waits for each other.
        case_file = self.case_file
        hold(case_file)
        hold(self.target)
        self.target.case_file = case_file

    def check(self):
        if self.imported and not may_work_on(self.actor, self.case_file):
            self._check_import()
        else:
            super().check()

    def _check_import(self):
        if not importable_by(self.actor).filter(pk=self.case_file.pk).exists():
            raise Refused(*NOT_IMPORTABLE)
        typed = self.target.origin != Contact.Origin.IMPORTED
        if typed or self.target.corrections.exclude(by=self.actor).exists():
            raise Refused(*TYPED)
        self._check()

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        unknown = set(self.changes) - {"date", *PLAIN, *LINKS}
        if unknown:
            raise ValueError(f"Not a field of a contact that is corrected: {sorted(unknown)}")
        if not self.imported or locked_by_hand(self.target, self.day):
            check_not_locked(self.target, self.day)
        written(self.reason, message=WHY_NEEDED)
        self._check_values()
        objective = self.changes.get("objective")
        if objective is not None and objective.case_file_id != self.case_file.pk:
            raise Refused("Cet objectif est d’un autre dossier.", "other_file")
        if "confidential_note" in self.changes and not may_read_confidential(self.actor, self.case_file):
            raise Refused(
                "La note confidentielle est réservée à la personne référente du dossier.", "not_confidential"
            )

    def _check_values(self):
        contact, changes = self.target, self.changes
        if "date" in changes:
            check_contact_date(changes["date"])
        check_contact_time(changes.get("date", contact.date), changes.get("time", contact.time))
        check_minutes(changes.get("minutes"))
        check_outcome(changes.get("outcome", contact.outcome))
        known_parts(changes.get("parts_present"))
        if not self.imported and changes.get("kind", contact.kind).pk != contact.kind_id:
            check_kind(self.case_file.programme, changes["kind"])

    def _perform(self):
        contact = self.target
        ContactCorrection.objects.create(
            contact=contact,
            corrected_at=self.at,
            by=self.actor,
            reason=self.reason.strip(),
            before=snapshot(contact),
            revision=contact.revision + 1,
            imported_in=self.imported_in,
        )
        for name, value in self.changes.items():
            if name == "parts_present":
                value = known_parts(value)
            empty = name in NULL_WHEN_EMPTY and not (value or "").strip()
            setattr(contact, name, None if empty else value)
        contact.save()
        if contact.appointment_id and contact.appointment.state != contact.outcome:
            settle_appointment(contact.appointment, contact)
        refresh_last_contact(self.case_file)
        return contact

    def _details(self, result):
        return {"contact": str(result.pk), "fields": sorted(self.changes)}


def snapshot(contact):
    """What a contact says, as its history keeps it."""
    links = {name: getattr(contact, f"{name}_id") for name in LINKS}
    return {
        "date": contact.date.isoformat(),
        **{name: getattr(contact, name) for name in PLAIN},
        "time": contact.time and contact.time.isoformat("minutes"),
        **{name: value and str(value) for name, value in links.items()},
    }
