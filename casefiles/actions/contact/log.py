"""A contact is noted: what it was, how long, and a note at two levels of confidentiality."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils import timezone

from casefiles.access import importable_by, may_read_confidential
from casefiles.actions.agenda.on_agenda import known_parts
from casefiles.actions.base import Refused, hold
from casefiles.actions.file.change_rhythm import refresh_contact_due
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.sending import key_for, written_before
from casefiles.models import Appointment, CaseFile, Contact, ContactKind
from casefiles.models.contact import MAX_MINUTES

EARLIEST = datetime.date(2000, 1, 1)
NOT_IMPORTABLE = ("Ce dossier est fermé, ou n’est pas à votre portée.", "not_yours")


@dataclass(kw_only=True, eq=False, repr=False)
class LogContact(FileAction):
    """Returns the Contact. `at` is when it is noted; `date` is when it took place."""

    date: datetime.date
    kind: Any
    medium: Any = None
    outcome: str = Contact.Outcome.HELD
    minutes: int | None = None
    place: str = ""
    time: datetime.time | None = None
    parts_present: tuple = ()
    people_present: str = ""
    axis: Any = None
    objective: Any = None
    # The appointment that it tells of: noted, the appointment is past.
    appointment: Any = None
    # The earlier contact, past correcting, that it completes.
    completes: Any = None
    note: str = ""
    confidential_note: str = ""
    origin: str = Contact.Origin.TYPED
    origin_key: str = ""
    # The import, and the line of its file, that it comes from.
    imported_in: Any = None
    imported_line: int | None = None
    # Given by a form: a double press writes one contact.
    key: uuid.UUID | None = None

    journal_code = "contact.logged"

    def check(self):
        if self.origin == Contact.Origin.IMPORTED:
            self._check_import()
        else:
            super().check()

    def _check_import(self):
        if not importable_by(self.actor).filter(pk=self.target.pk).exists():
            raise Refused(*NOT_IMPORTABLE)
        self._check()

    def _hold(self):
        super()._hold()
        if self.appointment is not None:
            hold(self.appointment)

    def _check(self):
        self.written = written_before(Contact, self.key, self._values())
        if self.written is not None:
            return
        check_contact_date(self.date)
        check_contact_time(self.date, self.time)
        check_minutes(self.minutes)
        known_parts(self.parts_present)
        check_outcome(self.outcome)
        if self.origin == Contact.Origin.TYPED:
            check_kind(self.target.programme, self.kind)
        if self.objective is not None and self.objective.case_file_id != self.target.pk:
            raise Refused("Cet objectif est d’un autre dossier.", "other_file")
        if self.completes is not None and self.completes.case_file_id != self.target.pk:
            raise Refused("Le contact à compléter est d’un autre dossier.", "other_file")
        if self.appointment is not None:
            check_noted_of(self.appointment, self.target, self.outcome)
        self._check_confidential()

    def _check_confidential(self):
        if self.confidential_note.strip() and not may_read_confidential(self.actor, self.target):
            raise Refused(
                "La note confidentielle est réservée à la personne référente : utilisez la note partageable.",
                "not_confidential",
            )

    def _perform(self):
        if self.written is not None:
            return self.written
        contact = Contact.objects.create(
            pk=key_for(Contact, self.key),
            origin_key=self.origin_key,
            created_at=self.at,
            imported_in=self.imported_in,
            imported_line=self.imported_line,
            **self._values(),
        )
        if self.appointment is not None:
            settle_appointment(self.appointment, contact)
        refresh_last_contact(self.target)
        return contact

    def _record(self, result):
        if self.written is None:
            super()._record(result)

    def _details(self, result):
        details = {"contact": str(result.pk), "kind": self.kind.code, "origin": self.origin}
        if self.appointment is not None:
            details["appointment"] = str(self.appointment.pk)
        return details

    def _values(self):
        return {
            "case_file_id": self.target.pk,
            "date": self.date,
            "time": self.time,
            "kind_id": self.kind.pk,
            "medium_id": self.medium and self.medium.pk,
            "outcome": self.outcome,
            "minutes": self.minutes,
            "place": self.place.strip(),
            "parts_present": known_parts(self.parts_present),
            "people_present": self.people_present.strip() or None,
            "axis_id": self.axis and self.axis.pk,
            "objective_id": self.objective and self.objective.pk,
            "appointment_id": self.appointment and self.appointment.pk,
            "completes_id": self.completes and self.completes.pk,
            "note": self.note.strip() or None,
            "confidential_note": self.confidential_note.strip() or None,
            "author_id": self.actor.pk,
            "origin": self.origin,
        }


def check_contact_date(date):
    """Raise Refused for a day to come, or one nobody can have meant."""
    if date > timezone.localdate():
        raise Refused("Cette date est dans le futur : notez ce qui a déjà eu lieu.", "future")
    if date < EARLIEST:
        raise Refused(f"Vérifiez l’année : {date.year:04d} est trop ancien.", "too_old")


def check_contact_time(date, time):
    """Raise Refused for an hour to come; the clocks of two rooms may differ by five minutes."""
    now = timezone.localtime() + datetime.timedelta(minutes=5)
    if time is not None and datetime.datetime.combine(date, time) > now.replace(tzinfo=None):
        raise Refused("Cette heure n’est pas encore passée : notez ce qui a déjà eu lieu.", "future_time")


def check_outcome(outcome):
    if outcome not in Contact.Outcome.values:
        raise Refused("Dites si le contact a eu lieu, ou non.", "outcome")


def check_kind(programme, kind):
    """Raise Refused for a kind that the programme does not offer; without any of its own, it offers all."""
    if kind is not None and not contact_kinds_of(programme).filter(pk=kind.pk).exists():
        raise Refused(f"« {kind} » n’est pas une nature de contact du dispositif {programme}.", "kind")


def contact_kinds_of(programme):
    """The kinds of contact that one may choose in this programme."""
    own = [kind.pk for kind in programme.contact_kinds.all()]
    return ContactKind.objects.filter(pk__in=own) if own else ContactKind.objects.all()


def check_noted_of(appointment, case_file, outcome):
    """Raise Refused when this appointment cannot be the one that a contact tells of."""
    if appointment.case_file_id != case_file.pk:
        raise Refused("Ce rendez-vous est d’un autre dossier.", "other_file")
    if Contact.objects.filter(appointment=appointment).exists():
        raise Refused(
            "Le contact de ce rendez-vous est déjà noté : corrigez-le, ou notez un complément.", "noted"
        )
    if timezone.localdate(appointment.starts_at) > timezone.localdate():
        raise Refused("Ce rendez-vous est à venir : déplacez-le ou annulez-le d’abord.", "not_begun")
    if appointment.state == Appointment.State.CANCELLED and outcome != Contact.Outcome.CANCELLED:
        raise Refused("Ce rendez-vous est annulé : notez un contact sans le relier.", "not_planned")


def settle_appointment(appointment, contact):
    """The appointment is past, as its contact says."""
    appointment.state = contact.outcome
    cancelled = contact.outcome == Contact.Outcome.CANCELLED
    reason = appointment.cancelled_because or "Annulé, voyez le contact."
    appointment.cancelled_because = reason if cancelled else None
    appointment.save()


def check_minutes(minutes):
    if minutes is not None and not 0 <= minutes <= MAX_MINUTES:
        raise Refused("La durée se donne en minutes, entre 0 et 1440.", "minutes")


def refresh_last_contact(case_file):
    """Keep the day of the last contact that took place, and by when the next is due: lists sort on them."""
    held = case_file.contacts.filter(outcome=Contact.Outcome.HELD)
    case_file.last_contact_on = held.aggregate(last=Max("date"))["last"]
    refresh_contact_due(case_file)
    # Not a revision of the file: who is editing it has nothing to look at again.
    CaseFile.objects.filter(pk=case_file.pk).update(
        last_contact_on=case_file.last_contact_on, contact_due_on=case_file.contact_due_on
    )
