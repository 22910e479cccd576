"""A contact is noted: what it was, how long, and a note at two levels of confidentiality."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils import timezone

from casefiles.access import importable_by, may_read_confidential
from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.models import Contact
from casefiles.models.contact import MAX_MINUTES

EARLIEST = datetime.date(2000, 1, 1)


@dataclass(kw_only=True, eq=False, repr=False)
class LogContact(FileAction):
    """Returns the Contact. `at` is when it is noted; `date` is when it took place."""

    date: datetime.date
    kind: Any
    medium: Any = None
    outcome: str = Contact.Outcome.HELD
    minutes: int | None = None
    place: str = ""
    people_present: str = ""
    axis: Any = None
    objective: Any = None
    note: str = ""
    confidential_note: str = ""
    origin: str = Contact.Origin.TYPED
    origin_key: str = ""

    journal_code = "contact.logged"

    def check(self):
        if self.origin == Contact.Origin.IMPORTED:
            self._check_import()
        else:
            super().check()

    def _check_import(self):
        if not importable_by(self.actor).filter(pk=self.target.pk).exists():
            raise Refused("Ce dossier est fermé, ou n’est pas à votre portée.", "not_yours")
        self._check()

    def _check(self):
        check_contact_date(self.date)
        check_minutes(self.minutes)
        if self.objective is not None and self.objective.case_file_id != self.target.pk:
            raise Refused("Cet objectif est d’un autre dossier.", "other_file")
        if self.confidential_note.strip() and not may_read_confidential(self.actor, self.target):
            raise Refused(
                "La note confidentielle est réservée à la personne référente : utilisez la note partageable.",
                "not_confidential",
            )

    def _perform(self):
        contact = Contact.objects.create(
            case_file=self.target,
            date=self.date,
            kind=self.kind,
            medium=self.medium,
            outcome=self.outcome,
            minutes=self.minutes,
            place=self.place.strip(),
            people_present=self.people_present.strip() or None,
            axis=self.axis,
            objective=self.objective,
            note=self.note.strip() or None,
            confidential_note=self.confidential_note.strip() or None,
            author=self.actor,
            origin=self.origin,
            origin_key=self.origin_key,
            created_at=self.at,
        )
        refresh_last_contact(self.target)
        return contact

    def _details(self, result):
        return {"contact": str(result.pk), "kind": self.kind.code, "origin": self.origin}


def check_contact_date(date):
    """Raise Refused for a day to come, or one nobody can have meant."""
    if date > timezone.localdate():
        raise Refused("Cette date est dans le futur : notez ce qui a déjà eu lieu.", "future")
    if date < EARLIEST:
        raise Refused(f"Vérifiez l’année : {date.year:04d} est trop ancien.", "too_old")


def check_minutes(minutes):
    if minutes is not None and not 0 <= minutes <= MAX_MINUTES:
        raise Refused("La durée se donne en minutes, entre 0 et 1440.", "minutes")


def refresh_last_contact(case_file):
    """Keep the day of the last contact that took place: lists sort and filter on it."""
    held = case_file.contacts.filter(outcome=Contact.Outcome.HELD)
    case_file.last_contact_on = held.aggregate(last=Max("date"))["last"]
    case_file.save()
