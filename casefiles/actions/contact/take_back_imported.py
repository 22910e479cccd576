"""Contacts that an import wrote are taken back, as long as nobody has touched them since."""

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import F, Max
from django.utils import timezone

from casefiles.access import exportable_by
from casefiles.actions.base import Action, Refused
from casefiles.actions.contact.correct_many import CorrectContacts, Correction
from casefiles.actions.file.change_rhythm import keep_last_contacts
from casefiles.models import (
    CaseFile,
    Contact,
    ContactCorrection,
    ContactKind,
    ContactMedium,
    ImportBatch,
    LifeAxis,
)
from portal.audit.journal import record_many
from portal.bulk import lookups  # noqa: F401 - `among`
from portal.bulk.rows import delete_rows

GONE = "Ce contact n’existe plus."
_LINKS = {"kind": ContactKind, "medium": ContactMedium, "axis": LifeAxis}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote: the contact, its revision just after, and what it said before if it was there."""

    pk: str
    revision: int
    before: dict | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A contact as it stands."""

    revision: int
    appointment: uuid.UUID | None
    case_file: uuid.UUID
    reference: str
    closed_on: datetime.date | None


@dataclass(kw_only=True, eq=False, repr=False)
class TakeBackImported(Action):
    """`TakeBackImported(user, batch, records=[Imported, …])`.

    `reasons()` tells {pk: why it stays} without changing anything; `execute()` takes the others back and
    returns the same.
    """

    records: list = field(default_factory=list)

    journal_code = "contact.import_undone"

    def reasons(self):
        self._read()
        return {record.pk: why for record in self.records if (why := self._why_kept(record))}

    def _hold(self):
        self._read()
        # The files first, always in the same order, as whoever writes in them does.
        held = CaseFile.objects.filter(pk__among={found.case_file for found in self.found.values()})
        list(held.order_by("pk").select_for_update().values_list("pk"))
        self._read()

    def _check(self):
        self.kept = {record.pk: why for record in self.records if (why := self._why_kept(record))}

    def _read(self):
        wanted = [uuid.UUID(record.pk) for record in self.records]
        rows = exportable_by(self.actor, Contact).filter(pk__among=wanted)
        names = ("pk", "revision", "appointment", "case_file", "case_file__reference", "case_file__closed_on")
        self.found = {str(pk): _Found(*told) for pk, *told in rows.values_list(*names)}
        self.gone = set()
        if missing := [pk for pk in wanted if str(pk) not in self.found]:
            there = set(map(str, Contact.objects.filter(pk__among=missing).values_list("pk", flat=True)))
            self.gone = set(map(str, missing)) - there
        completed = Contact.objects.filter(completes__among=wanted).values_list("completes", flat=True)
        self.completed = set(map(str, completed))
        self._read_corrections()

    def _read_corrections(self):
        """The last thing that changed each contact since: every change stands in its history.

        What another import changed and took back left its history, and is no change.
        """
        seen = {
            uuid.UUID(record.pk): record.revision
            for record in self.records
            if (found := self.found.get(record.pk)) and found.revision != record.revision
        }
        corrections = ContactCorrection.objects.filter(contact__among=seen).order_by(
            F("revision").asc(nulls_first=True), "corrected_at"
        )
        names = ("contact", "revision", "corrected_at", "imported_in")
        self.corrected = {
            str(pk): (moment, batch)
            for pk, revision, moment, batch in corrections.values_list(*names)
            if revision is None or revision > seen[pk]
        }
        batches = ImportBatch.objects.in_bulk({batch for _moment, batch in self.corrected.values() if batch})
        self.imports = {pk: batch.short_id for pk, batch in batches.items()}

    def _why_kept(self, record):
        found = self.found.get(record.pk)
        if found is None:
            return GONE if record.pk in self.gone else "Ce dossier n’est plus à votre portée."
        if found.closed_on is not None:
            return f"Le dossier {found.reference} est fermé : rouvrez-le d’abord."
        if record.pk in self.corrected:
            moment, batch = self.corrected[record.pk]
            by = f" par l’import {self.imports[batch]}" if batch else ""
            return (
                f"Ce contact a été modifié depuis, le {timezone.localtime(moment):%d/%m/%Y à %H:%M}{by} : "
                "il est gardé tel qu’il est." + (" Reprenez d’abord cet import-là." if batch else "")
            )
        if record.pk in self.completed:
            return "Un autre contact le complète : il est gardé."
        if found.appointment:
            return "Il est relié à un rendez-vous : il est gardé."
        return None

    def _perform(self):
        back = [record for record in self.records if record.pk not in self.kept]
        added = [record.pk for record in back if record.before is None]
        delete_rows(Contact, added)
        changed = [record for record in back if record.before is not None]
        if changed:
            self._restore(changed)
        self._refresh({self.found[pk].case_file for pk in added})
        return self.kept

    def _restore(self, records):
        lists = {name: model.objects.in_bulk() for name, model in _LINKS.items()}
        corrections = [
            Correction(
                uuid.UUID(record.pk),
                {name: _unpacked(name, value, lists) for name, value in record.before.items()},
            )
            for record in records
        ]
        reason = f"Import {self.target.short_id} repris"
        told = CorrectContacts(
            self.actor, self.target, corrections=corrections, reason=reason, is_taking_back=True
        ).execute()
        for record, outcome in zip(records, told, strict=True):
            if isinstance(outcome, Refused):
                self.kept[record.pk] = outcome.message

    @staticmethod
    def _refresh(files):
        held = Contact.objects.filter(case_file__among=files, outcome=Contact.Outcome.HELD)
        last = dict(held.order_by().values_list("case_file").annotate(Max("date")))
        keep_last_contacts({pk: last.get(pk) for pk in files})

    def _record(self, result):
        back = [
            self.found[record.pk]
            for record in self.records
            if record.pk not in self.kept and not record.before
        ]
        files = Counter((found.case_file, found.reference) for found in back)
        entries = [
            (pk, reference, {"count": count, "import": self.target.short_id})
            for (pk, reference), count in files.items()
        ]
        record_many(self.journal_code, entries, actor=self.actor, reason=self.target.reason)


def packed(value):
    """A value of a contact as the record of an import keeps it."""
    value = getattr(value, "pk", value)
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def _unpacked(name, value, lists):
    if name == "date":
        return datetime.date.fromisoformat(value)
    if name == "time":
        return value and datetime.time.fromisoformat(value)
    if name in lists:
        return value and lists[name][value]
    return value
