"""Contacts of a spreadsheet, by the thousand: LogContact’s rules asked once for all, written in one go."""

import secrets
import uuid
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Min

from casefiles.access import importable_by
from casefiles.actions.agenda.on_agenda import known_parts
from casefiles.actions.base import Action, Refused
from casefiles.actions.contact.log import (
    NOT_IMPORTABLE,
    LogContact,
    check_contact_date,
    check_contact_time,
    check_minutes,
    check_outcome,
)
from casefiles.actions.file.change_rhythm import keep_last_contacts
from casefiles.models import CaseFile, Contact
from portal.audit.journal import record_many
from portal.bulk import lookups  # noqa: F401 - `among`
from portal.bulk.rows import insert_rows

_WRITTEN = (
    "id",
    "created_at",
    "revision",
    "case_file",
    "date",
    "kind",
    "medium",
    "outcome",
    "minutes",
    "place",
    "axis",
    "note",
    "time",
    "parts_present",
    "people_present",
    "author",
    "origin",
    "origin_key",
    "imported_in",
    "imported_line",
)
_FILE = _WRITTEN.index("case_file")


@dataclass(slots=True)
class SheetContact:
    """A contact as a row of a spreadsheet gives it: what LogContact takes, and where it comes from."""

    case_file_id: uuid.UUID
    date: object
    kind: object
    origin_key: str
    line: int
    medium: object = None
    outcome: str = Contact.Outcome.HELD
    minutes: int | None = None
    place: str = ""
    axis: object = None
    note: str = ""
    time: object = None
    parts_present: tuple = ()
    people_present: str = ""


@dataclass(kw_only=True, eq=False, repr=False)
class LogContacts(Action):
    """`LogContacts(user, batch, contacts=[SheetContact, …]).execute()`.

    Returns, in the order given, the key of each contact written or the Refused that says why it was not: a
    row that is refused keeps none of the others back.
    """

    contacts: list = field(default_factory=list)
    # The files in which this import wrote before: the journal tells so already. Whoever writes several
    # stretches hands the same set to each of them.
    told: set | None = None

    journal_code = "contact.import_begun"

    def _hold(self):
        if self.told is None:
            self.told = written_in(self.target)
        wanted = {contact.case_file_id for contact in self.contacts}
        files = (
            importable_by(self.actor).filter(pk__among=wanted).order_by("pk").select_for_update(of=("self",))
        )
        # {key: (reference, day of the last contact)} of the files that may be written in.
        self.files = {pk: told for pk, *told in files.values_list("pk", "reference", "last_contact_on")}

    def _check(self):
        self.refusals, dates, minutes, outcomes = {}, {}, {}, {}
        days = {contact.date for contact in self.contacts}
        # When the first and the last day pass, those between do.
        if days and not any(_refusal(check_contact_date, day) for day in (min(days), max(days))):
            dates = dict.fromkeys(days)
        for index, contact in enumerate(self.contacts):
            # In the order in which LogContact asks: of two reasons, both give the same one.
            refused = (
                (None if contact.case_file_id in self.files else Refused(*NOT_IMPORTABLE))
                or _asked_once(dates, check_contact_date, contact.date)
                or (contact.minutes is not None and _asked_once(minutes, check_minutes, contact.minutes))
                or _asked_once(outcomes, check_outcome, contact.outcome)
                or (contact.time is not None and _refusal(check_contact_time, contact.date, contact.time))
                or (contact.parts_present and _refusal(known_parts, contact.parts_present))
            )
            if refused:
                self.refusals[index] = refused

    def _perform(self):
        keys = [
            None if index in self.refusals else key
            for index, key in enumerate(neighbouring_keys(len(self.contacts)))
        ]
        # Those of one file side by side: each index is walked once, from one end to the other.
        rows = sorted(self._rows(keys), key=_file_of)
        try:
            with transaction.atomic():
                insert_rows(Contact, _WRITTEN, rows)
        except IntegrityError:
            return self._one_by_one()
        self._refresh(keys)
        return [key or self.refusals[index] for index, key in enumerate(keys)]

    def _rows(self, keys):
        seal, seal_parts, seal_people = (
            Contact._meta.get_field(name).closer() for name in ("note", "parts_present", "people_present")
        )
        at, author, batch = self.at, self.actor.pk, self.target.pk
        return [
            (
                key,
                at,
                0,
                contact.case_file_id,
                contact.date,
                contact.kind.id,
                contact.medium and contact.medium.id,
                contact.outcome,
                contact.minutes,
                contact.place.strip(),
                contact.axis and contact.axis.id,
                seal(contact.note.strip() or None, key),
                contact.time,
                seal_parts(known_parts(contact.parts_present), key),
                seal_people(contact.people_present.strip() or None, key),
                author,
                Contact.Origin.IMPORTED,
                contact.origin_key,
                batch,
                contact.line,
            )
            for key, contact in zip(keys, self.contacts, strict=True)
            if key
        ]

    def _refresh(self, keys):
        """The day of the last contact of each file, and by when the next is due."""
        latest = {}
        for key, contact in zip(keys, self.contacts, strict=True):
            if key and contact.outcome == Contact.Outcome.HELD:
                known = latest.get(contact.case_file_id)
                latest[contact.case_file_id] = max(known, contact.date) if known else contact.date
        later = {pk: day for pk, day in latest.items() if (known := self.files[pk][1]) is None or day > known}
        keep_last_contacts(later)

    def _one_by_one(self):
        """The database refused one of them and does not say which: each for itself."""
        return [
            self.refusals[index] if index in self.refusals else self._alone(contact)
            for index, contact in enumerate(self.contacts)
        ]

    def _alone(self, contact):
        values = {name: getattr(contact, name) for name in ("date", "kind", "medium", "outcome", "minutes")}
        values |= {name: getattr(contact, name) for name in ("place", "axis", "note", "origin_key")}
        values |= {name: getattr(contact, name) for name in ("time", "parts_present", "people_present")}
        try:
            written = LogContact(
                self.actor,
                CaseFile.objects.get(pk=contact.case_file_id),
                at=self.at,
                origin=Contact.Origin.IMPORTED,
                imported_in=self.target,
                imported_line=contact.line,
                **values,
            ).execute()
        except Refused as refused:
            return refused
        return written.pk

    def _record(self, result):
        """One entry for each file, with the first rows that an import writes in it; `TellImported` counts."""
        entries = {}
        for contact, key in zip(self.contacts, result, strict=True):
            pk = contact.case_file_id
            if pk not in self.told and pk not in entries and not isinstance(key, Refused):
                details = {"import": self.target.short_id, "line": contact.line}
                entries[pk] = (pk, self.files[pk][0], details)
        record_many(self.journal_code, entries.values(), actor=self.actor, reason=self.target.reason)
        self.told.update(entries)


@dataclass(eq=False, repr=False)
class TellImported(Action):
    """`TellImported(user, batch).execute()`: an import has ended; how many contacts each file got by it."""

    journal_code = "contact.imported"

    def _check(self):
        pass

    def _perform(self):
        found = Contact.objects.filter(imported_in=self.target).order_by().values_list("case_file")
        return found.annotate(Count("pk"), Min("imported_line"), Max("imported_line"))

    def _record(self, result):
        got = {pk: told for pk, *told in result}
        files = CaseFile.objects.filter(pk__among=got).order_by("reference").values_list("pk", "reference")
        entries = [
            (
                pk,
                reference,
                {"count": got[pk][0], "import": self.target.short_id, "lines": got[pk][1:]},
            )
            for pk, reference in files
        ]
        record_many(self.journal_code, entries, actor=self.actor, reason=self.target.reason)


def written_in(batch):
    """The files in which this import has written."""
    return set(
        Contact.objects.filter(imported_in=batch).order_by().values_list("case_file", flat=True).distinct()
    )


def neighbouring_keys(count):
    """So many new keys at random that begin alike: their places in an index are side by side."""
    start = secrets.randbits(48) << 80
    return [uuid.UUID(int=start | secrets.randbits(80), version=4) for _ in range(count)]


def _file_of(row):
    # A number is compared sooner than a key, and sorts alike.
    return row[_FILE].int


def _asked_once(known, check, value):
    if value not in known:
        known[value] = _refusal(check, value)
    return known[value]


def _refusal(check, *values):
    try:
        check(*values)
    except Refused as refused:
        return refused
    return None
