"""Contacts: date, file, kind, minutes, place, note. Each row passes the rules of a typed contact."""

import uuid

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from casefiles.access import exportable_by, may_work_on, visible_to
from casefiles.actions.base import Refused
from casefiles.actions.contact.correct_many import CorrectContacts, Correction
from casefiles.actions.contact.lock import lock_words, locked_by_hand
from casefiles.actions.contact.log import check_contact_date, check_contact_time, check_minutes
from casefiles.actions.contact.log_many import LogContacts, SheetContact, TellImported, written_in
from casefiles.actions.contact.take_back_imported import Imported, TakeBackImported, packed
from casefiles.admin.sections import READ_ACTS
from casefiles.exchange.resources.contact_columns import ContactColumns
from casefiles.exchange.results import Outcome
from casefiles.models import Contact, ContactCorrection, ContactKind, ContactMedium, LifeAxis
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from portal.bulk import lookups  # noqa: F401 - `among`
from portal.crypto.blind_index import blind_index

# What has always told a row from another, then what came later: it counts where it says something, so that a
# row that was imported before is found again.
_FIRST_TOLD = ("date", "kind", "medium", "outcome", "minutes", "place", "axis", "note")
_TOLD_SINCE = ("time", "parts_present", "people_present")
_CONTENT = (*_FIRST_TOLD, *_TOLD_SINCE)
# What telling the difference needs; a note is opened only then.
_COMPARED = ("pk", "case_file", "origin", "origin_key", "created_at", *_CONTENT)
_LISTS = {"kind": ContactKind, "medium": ContactMedium, "axis": LifeAxis}
_CHECKED = (("Date", check_contact_date, "date"), ("Minutes", check_minutes, "minutes"))


class ContactResource(ContactColumns):
    code = "contacts"
    title = "Contacts"
    page_title = "Import de contacts"
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER})
    write_chunk, change_cost = 1000, 1

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Files already looked up, and values that already passed their rule.
        self.files, self.good, self.lists = {}, set(), None
        # The files of which the journal tells that this import writes in them.
        self.told = None

    def identify(self, row):
        """The person's own identifier within the file or, without one, all that the row says."""
        values = row.values
        if values.get("identifier"):
            return f"{values['reference']}|id:{values['identifier'].casefold()}"
        told = [values["reference"], *(_told(values.get(name)) for name in _FIRST_TOLD)]
        if any(map(values.get, _TOLD_SINCE)):
            told += [_told(values.get(name)) for name in _TOLD_SINCE]
        said = "\x1f".join(told)
        return f"{values['reference']}|row:{blind_index('contact.row', said)}"

    def has_moved(self, batch):
        """Contacts and files change by actions, and every action leaves an entry in the journal."""
        later = JournalEntry.objects.filter(pk__gt=batch.journal_mark)
        return later.exclude(action__in=READ_ACTS).exclude(action__startswith="exchange.").exists()

    def links(self, object_ids):
        found = visible_to(self.user, Contact).filter(pk__in=object_ids).values_list("pk", "case_file")
        return {str(pk): f"{reverse('casefiles:file', args=[file])}#contact-{pk}" for pk, file in found}

    # --- what the rows speak of ----------------------------------------------------------------------------
    def resolve(self, rows):
        self._resolve_files({row.values["reference"] for row in rows})
        origins = {row.key.partition("|")[2] for row in rows}
        ids = {key for row in rows if (key := _as_uuid(row.values.get("identifier")))}
        self.known_origins, self.existing = set(), {}
        contacts = exportable_by(self.user, Contact)
        # Without an identifier, the same words or nothing: there is nothing to compare.
        plain = [origin for origin in origins if origin.startswith("row:")]
        if plain:
            found = contacts.filter(_of_origin(plain)).order_by()
            self.known_origins = set(found.values_list("case_file_id", "origin_key"))
        if len(plain) < len(origins) or ids:
            self._resolve_identified(contacts, [key for key in origins if key.startswith("id:")], ids)

    def _resolve_files(self, references):
        unknown = references - self.files.keys()
        found = {
            file.reference: file
            for file in exportable_by(self.user)
            .filter(reference__among=unknown)
            .only("pk", "reference", "closed_on", "case_manager")
        }
        self.files |= {reference: found.get(reference) for reference in unknown}

    def _resolve_identified(self, contacts, origins, ids):
        others = exportable_by(self.user, ContactCorrection).filter(~Q(by=self.user), contact=OuterRef("pk"))
        found = (
            contacts.filter(_either(origins, ids))
            .only(*_COMPARED)
            .annotate(corrected_by_others=Exists(others))
            .order_by()
        )
        if self.lists is None:
            self.lists = {name: model.objects.in_bulk() for name, model in _LISTS.items()}
        for contact in found:
            self.existing[contact.case_file_id, contact.origin_key] = contact
            self.existing[contact.case_file_id, f"id:{contact.pk}"] = contact

    # --- what becomes of them ------------------------------------------------------------------------------
    def decide(self, row):
        case_file = self.files.get(row.values["reference"])
        if case_file is None:
            row.wrong(
                "Dossier",
                f"Colonne « Dossier » : {row.values['reference']} n’existe pas, ou n’est pas à votre portée. "
                "Vérifiez la référence.",
            )
            return
        if case_file.is_closed:
            row.is_closed = True
            row.wrong(
                "Dossier",
                f"Colonne « Dossier » : {case_file.reference} est fermé "
                f"depuis le {case_file.closed_on:%d/%m/%Y}. "
                "Un import ne rouvre pas un dossier : rouvrez-le d’abord, ou retirez la ligne.",
            )
            return
        row.subject = case_file
        self._check_values(row)
        if not row.is_settled:
            self._settle(row, case_file)

    def _check_values(self, row):
        for column, check, name in _CHECKED:
            value = row.values.get(name)
            if value is None or (name, value) in self.good:
                continue
            try:
                check(value)
            except Refused as refused:
                row.wrong(column, f"Colonne « {column} » : {refused.message}")
            else:
                self.good.add((name, value))
        self._check_time(row)

    @staticmethod
    def _check_time(row):
        if row.is_settled or row.values.get("time") is None:
            return
        try:
            check_contact_time(row.values["date"], row.values["time"])
        except Refused as refused:
            row.wrong("Heure", f"Colonne « Heure » : {refused.message}")

    def _settle(self, row, case_file):
        origin = row.key.partition("|")[2]
        if self.known_origins and (case_file.pk, origin) in self.known_origins:
            # The same words were imported before; a correction made in the portal since then stands.
            row.settle(Outcome.UNCHANGED)
            return
        contact = self.existing.get((case_file.pk, origin)) if self.existing else None
        if contact is None:
            row.settle(Outcome.NEW)
            return
        row.instance, row.object_id, contact.case_file = contact, contact.pk, case_file
        works_on_it = may_work_on(self.user, case_file)
        row.stored = stored = self._stored(contact)
        if "outcome" in row.values:
            row.values["outcome"] = row.values["outcome"] or Contact.Outcome.HELD
        row.differences = self.differences(row, stored, hide_confidential=not works_on_it)
        if not row.differences:
            row.settle(Outcome.UNCHANGED)
        elif locked_by_hand(contact):
            row.wrong("Identifiant", lock_words(contact))
        elif works_on_it or (contact.origin == Contact.Origin.IMPORTED and not contact.corrected_by_others):
            row.settle(Outcome.CHANGED)
            if contact.corrected_by_others or contact.origin == Contact.Origin.TYPED:
                row.warn("Ce contact a été écrit ou corrigé dans le portail : l’import le remplacera.")
        else:
            row.wrong(
                "Identifiant",
                "Ce contact a été écrit ou corrigé dans le portail : "
                "seule la personne référente peut le changer.",
            )

    def _stored(self, contact):
        held = contact.__dict__
        return {
            name: self.lists[name].get(held[f"{name}_id"]) if name in _LISTS else getattr(contact, name)
            for name in _CONTENT
        }

    # --- writing -------------------------------------------------------------------------------------------
    def write_rows(self, rows):
        kept = []
        for outcome, write in ((Outcome.NEW, self._write_new), (Outcome.CHANGED, self._correct)):
            if found := [row for row in rows if row.outcome == outcome]:
                kept += self._kept(found, *write(found))
        return kept

    def _kept(self, rows, told, befores):
        """What undoing needs of each row that was written; of the others, why they were not."""
        kept = []
        for row, (key, revision), before in zip(rows, told, befores, strict=True):
            if isinstance(key, Refused):
                row.wrong("", key.message)
            else:
                row.object_id = key
                kept.append([row.number, str(key), revision, before])
        return kept

    def _write_new(self, rows):
        if self.told is None:
            self.told = written_in(self.batch)
        contacts = [self._contact(row) for row in rows]
        written = LogContacts(self.user, self.batch, contacts=contacts, told=self.told).execute()
        return [(key, 0) for key in written], [None] * len(rows)

    def ended(self, batch):
        TellImported(self.user, batch).execute()

    @staticmethod
    def _contact(row):
        values = row.values
        return SheetContact(
            case_file_id=row.subject.pk,
            date=values["date"],
            kind=values["kind"],
            origin_key=row.key.partition("|")[2],
            line=row.number,
            medium=values.get("medium"),
            outcome=values.get("outcome") or Contact.Outcome.HELD,
            minutes=values.get("minutes"),
            place=values.get("place") or "",
            axis=values.get("axis"),
            note=values.get("note") or "",
            time=values.get("time"),
            parts_present=values.get("parts_present") or (),
            people_present=values.get("people_present") or "",
        )

    def _correct(self, rows):
        """Corrections; what the contacts said before is kept as the cells of a sheet would say it."""
        befores = [{name: packed(row.stored[name]) for name in row.changes} for row in rows]
        corrections = [Correction(row.object_id, _plain(row.changes), row.number) for row in rows]
        told = CorrectContacts(
            self.user, self.batch, corrections=corrections, reason=f"Import : {self.reason}"
        ).execute()
        return [
            (revision if isinstance(revision, Refused) else row.object_id, revision)
            for row, revision in zip(rows, told, strict=True)
        ], befores

    def take_back(self, records):
        imported = [Imported(pk, revision, before) for _line, pk, revision, before in records]
        return TakeBackImported(self.user, self.batch, records=imported)


def _plain(changes):
    """Values as a contact holds them: a place is never unknown, only empty."""
    return changes | {"place": changes["place"] or ""} if "place" in changes else changes


def _of_origin(origins):
    """The index holds only contacts that have an origin: without saying so, the whole table is read."""
    return Q(origin_key__among=origins) & ~Q(origin_key="")


def _either(origins, ids):
    """Only what is asked: two indexes that are read for one question cost as much as two questions."""
    by_origin, by_key = _of_origin(origins), Q(pk__among=ids)
    return by_origin | by_key if origins and ids else by_key if ids else by_origin


def _told(value):
    """A value as the identity of a row holds it: by its code, which never changes."""
    return "" if value is None else str(getattr(value, "code", value))


def _as_uuid(text):
    try:
        return uuid.UUID(text) if text and len(text) >= 32 else None
    except ValueError:
        return None
