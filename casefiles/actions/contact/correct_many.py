"""Contacts corrected by a spreadsheet, by the thousand: CorrectContact’s rules asked once for all."""

import uuid
from collections import namedtuple
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from casefiles.access import exportable_by, importable_by, may_work_on
from casefiles.actions.agenda.on_agenda import known_parts
from casefiles.actions.base import Action, Refused, check_moment, written
from casefiles.actions.contact.correct import (
    LINKS,
    NULL_WHEN_EMPTY,
    PLAIN,
    TYPED,
    WHY_NEEDED,
    CorrectContact,
    snapshot,
)
from casefiles.actions.contact.lock import check_not_locked, locked_by_hand
from casefiles.actions.contact.log import (
    NOT_IMPORTABLE,
    check_contact_date,
    check_contact_time,
    check_minutes,
    check_outcome,
    settle_appointment,
)
from casefiles.actions.file.change_rhythm import keep_last_contacts
from casefiles.actions.file.on_file import CLOSED
from casefiles.models import Appointment, CaseFile, Contact, ContactCorrection
from portal.audit.journal import record_many
from portal.bulk import lookups  # noqa: F401 - `among`
from portal.bulk.rows import insert_rows, update_rows
from portal.crypto.fields import EncryptedField

# What a spreadsheet may change.
CHANGED = (
    *("date", "kind", "medium", "outcome", "minutes", "place", "axis", "note"),
    *("time", "parts_present", "people_present"),
)
_LINKS = ("kind", "medium", "axis")
_COLUMNS = {name: f"{name}_id" if name in _LINKS else name for name in CHANGED}
# On these hangs what a file says of its last contact.
_DATING = {"date", "outcome"}
_HISTORY = (
    *("id", "created_at", "contact", "corrected_at", "by", "reason", "before"),
    *("revision", "imported_in"),
)
TWICE = "Une autre ligne de ce fichier corrige déjà ce contact : gardez une seule des deux."

_READ_OF_FILE = ("reference", "closed_on", "case_manager", "programme__contact_lock_days")
# What a correction asks of a contact, and its history keeps.
_READ = (
    *("pk", "revision", "case_file_id", "origin", "created_at", "appointment_id", "date"),
    *(*PLAIN, *(f"{name}_id" for name in LINKS)),
)
_SEALED = {
    name: Contact._meta.get_field(name)
    for name in PLAIN
    if isinstance(Contact._meta.get_field(name), EncryptedField)
}
# `line` is told in the journal; None when what changes is no line of a file.
Correction = namedtuple("Correction", "contact changes line", defaults=[None])


class _Held:
    """A contact as it stands, held for ourselves; `sealed` is what is encrypted, as the database has it."""

    def __init__(self, row, files):
        told = self.__dict__
        told.update(zip(_READ, row, strict=True))
        self.case_file = files[self.case_file_id]
        self.sealed = {name: told[name] for name in _SEALED}
        for name, sealed in self.sealed.items():
            if sealed is not None:
                told[name] = _SEALED[name].open_for(sealed, self.pk)


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectContacts(Action):
    """`CorrectContacts(user, batch, corrections=[Correction(key, {"minutes": 45})], reason="…").execute()`.

    Returns, in the order given, the revision of each contact once corrected or the Refused that says why it
    was not: a row that is refused keeps none of the others back.
    """

    corrections: list = field(default_factory=list)
    reason: str = ""
    # What this import corrected becomes what it was, and leaves the history of the contact.
    is_taking_back: bool = False

    journal_code = "contact.import_corrected"

    def _hold(self):
        """The files first, always in the same order, as whoever writes in them does."""
        mine = exportable_by(self.actor, Contact)
        wanted = {correction.contact for correction in self.corrections}
        keys = set(mine.filter(pk__among=wanted).order_by().values_list("case_file", flat=True).distinct())
        files = CaseFile.objects.filter(pk__among=keys).select_related("programme").only(*_READ_OF_FILE)
        files = files.order_by("pk")
        self.files = {file.pk: file for file in files.select_for_update(of=("self",))}
        found = mine.filter(pk__among=wanted).order_by("pk").select_for_update(of=("self",))
        rows = [row for row in found.values_list(*_READ) if row[2] in self.files]
        self.contacts = {row[0]: _Held(row, self.files) for row in rows}
        others = ContactCorrection.objects.filter(contact__among=wanted).exclude(by=self.actor)
        self.corrected_by_others = set(others.values_list("contact", flat=True))
        self.importable = set(importable_by(self.actor).filter(pk__among=keys).values_list("pk", flat=True))
        self.works_on = {pk for pk, file in self.files.items() if may_work_on(self.actor, file)}

    def check(self):
        # When is asked, as each alone would be, only of those who work on the file.
        self._check()

    def _check(self):
        self.good, self.refusals, met = set(), {}, set()
        for index, correction in enumerate(self.corrections):
            if correction.changes.keys() - set(CHANGED):
                raise ValueError(f"Not changed by a spreadsheet: {sorted(correction.changes)}")
            try:
                if correction.contact in met:
                    raise Refused(TWICE, "twice")
                self._check_one(correction)
            except Refused as refused:
                self.refusals[index] = refused
            met.add(correction.contact)

    def _check_one(self, correction):
        """In the order in which CorrectContact asks: of two reasons, both give the same one."""
        contact = self.contacts.get(correction.contact)
        # What is out of reach, or is no more, is told in the same words.
        if contact is None:
            raise Refused(*NOT_IMPORTABLE)
        if contact.case_file_id in self.works_on:
            if contact.case_file.is_closed:
                raise Refused(*CLOSED)
            self._once(check_moment, self.at)
        elif contact.case_file_id not in self.importable:
            raise Refused(*NOT_IMPORTABLE)
        elif contact.origin != Contact.Origin.IMPORTED or contact.pk in self.corrected_by_others:
            raise Refused(*TYPED)
        if locked_by_hand(contact, self.day):
            check_not_locked(contact, self.day)
        self._once(_check_reason, self.reason)
        self._check_values(contact, correction.changes)

    def _check_values(self, contact, changes):
        if "date" in changes:
            self._once(check_contact_date, changes["date"])
        time = changes.get("time", contact.time)
        if time is not None:
            check_contact_time(changes.get("date", contact.date), time)
        self._once(check_minutes, changes.get("minutes"))
        self._once(check_outcome, changes.get("outcome", contact.outcome))
        known_parts(changes.get("parts_present"))

    def _once(self, check, value):
        """The same value is asked once; a refusal is found again by asking."""
        if (check.__name__, value) not in self.good:
            check(value)
            self.good.add((check.__name__, value))

    def _perform(self):
        accepted = [
            correction for index, correction in enumerate(self.corrections) if index not in self.refusals
        ]
        try:
            with transaction.atomic():
                self._write(accepted)
        except IntegrityError:
            if self.is_taking_back:
                raise
            return self._one_by_one()
        return [
            self.refusals.get(index) or self.contacts[correction.contact].revision + 1
            for index, correction in enumerate(self.corrections)
        ]

    def _write(self, accepted):
        names = [name for name in CHANGED if any(name in correction.changes for correction in accepted)]
        rows = []
        for pk, changes, _line in accepted:
            contact = self.contacts[pk]
            rows.append([pk, contact.revision + 1, *(_column(contact, name, changes) for name in names)])
        if self.is_taking_back:
            self.target.corrections.filter(contact__among=[pk for pk, *_rest in rows]).delete()
        else:
            insert_rows(ContactCorrection, _HISTORY, self._history(accepted))
        update_rows(Contact, ["revision", *names], rows)
        self._settle_appointments(accepted)
        self._refresh(
            {
                self.contacts[correction.contact].case_file_id
                for correction in accepted
                if correction.changes.keys() & _DATING
            }
        )

    def _history(self, accepted):
        """What each contact said before, as a ContactCorrection keeps it."""
        moment, reason, history = timezone.now(), self.reason.strip(), []
        seal_reason, seal_before = (
            ContactCorrection._meta.get_field(name).closer() for name in ("reason", "before")
        )
        for pk, _changes, _line in accepted:
            contact, key = self.contacts[pk], uuid.uuid4()
            before = seal_before(snapshot(contact), key)
            told = (key, moment, pk, self.at, self.actor.pk, seal_reason(reason, key), before)
            history.append((*told, contact.revision + 1, self.target.pk))
        return history

    def _settle_appointments(self, accepted):
        """A contact that was typed may tell of an appointment, which then ended as it says."""
        told = {
            contact.appointment_id: correction.changes.get("outcome", contact.outcome)
            for correction in accepted
            if (contact := self.contacts[correction.contact]).appointment_id
        }
        if told:
            for appointment in Appointment.objects.filter(pk__among=told):
                if appointment.state != told[appointment.pk]:
                    settle_appointment(appointment, Contact(outcome=told[appointment.pk]))

    @staticmethod
    def _refresh(files):
        if files:
            held = Contact.objects.filter(case_file__among=files, outcome=Contact.Outcome.HELD)
            last = dict(held.order_by().values_list("case_file").annotate(Max("date")))
            keep_last_contacts({pk: last.get(pk) for pk in files})

    def _one_by_one(self):
        """The database refused one of them and does not say which: each for itself."""
        return [
            self.refusals[index] if index in self.refusals else self._alone(correction)
            for index, correction in enumerate(self.corrections)
        ]

    def _alone(self, correction):
        contact = Contact.objects.select_related("case_file").get(pk=correction.contact)
        try:
            with transaction.atomic():
                told = {"changes": correction.changes, "reason": self.reason, "at": self.at}
                told |= {"imported": True, "imported_in": self.target}
                return CorrectContact(self.actor, contact, **told).execute().revision
        except Refused as refused:
            return refused

    def _record(self, result):
        """One entry for each file: how many contacts, which fields, from which import, on which lines."""
        told = {}
        for correction, outcome in zip(self.corrections, result, strict=True):
            if not isinstance(outcome, Refused):
                pk = self.contacts[correction.contact].case_file_id
                lines, fields = told.setdefault(pk, ([], set()))
                lines.append(correction.line)
                fields.update(correction.changes)
        entries = [
            (
                pk,
                self.files[pk].reference,
                {"count": len(lines), "import": self.target.short_id, "fields": sorted(fields)}
                | ({"lines": lines[:20]} if lines[0] else {}),
            )
            for pk, (lines, fields) in told.items()
        ]
        code = "contact.import_undone" if self.is_taking_back else self.journal_code
        record_many(code, entries, actor=self.actor, reason=self.target.reason)


def _column(contact, name, changes):
    """The value of one column: what is corrected or, as it stands, what another row corrects."""
    if name not in changes:
        # What does not change is not sealed again.
        return contact.sealed[name] if name in _SEALED else getattr(contact, _COLUMNS[name])
    value = changes[name]
    if name == "parts_present":
        value = known_parts(value)
    if name in NULL_WHEN_EMPTY and not (value or "").strip():
        value = None
    if name in _SEALED:
        return _SEALED[name].close_for(value, contact.pk)
    return value and value.pk if name in _LINKS else value


def _check_reason(reason):
    written(reason, message=WHY_NEEDED)
