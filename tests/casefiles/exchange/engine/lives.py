"""Imports that begin, are cut short, go on and are taken back; and what the tables say after that."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from casefiles.exchange.batches import receive, run, undo
from casefiles.models import CaseFile, Contact, ImportBatch
from portal.audit.models import JournalEntry
from portal.crypto.fields import EncryptedField
from portal.sheets.worker import Worker

HEADINGS = "Identifiant;Date;Dossier;Nature;Minutes;Lieu;Note"


def sheet(files, rows, *, minutes=45, name="K"):
    """A .csv of so many contacts, spread over these files."""
    lines = [
        f"{name}{number};{1 + number % 28:02d}/03/2026;{files[number % len(files)].reference};Entretien;"
        f"{minutes};Bureau;Le logement, suite {number}"
        for number in range(rows)
    ]
    return "\r\n".join([HEADINGS, *lines]).encode()


def confirmed(user, content):
    """An import that somebody confirmed, and nobody has begun."""
    upload = SimpleUploadedFile("contacts.csv", content)
    batch = receive.prepare(user, "contacts", upload, "Essai")
    assert run.confirm(batch, sha256=batch.sha256, plan=batch.plan)
    return batch


def written(batch):
    while batch.is_running:
        run.run_step(batch)
    return batch


def taken_back(batch):
    undo.ask_undo(batch)
    while batch.state == batch.State.UNDOING:
        undo.undo_step(batch)
    return batch


def go_on():
    """As the second process does: until nothing waits."""
    worker = Worker()
    while worker.turn():
        pass


def claims_end():
    """A killed process no longer renews its claim: that moment is now."""
    ImportBatch.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))


def table(model, without=()):
    """{key: {field: value}} of a whole table, encrypted fields opened."""
    fields = [field for field in model._meta.concrete_fields if field.name not in without]
    names = [field.attname for field in fields]
    opened = [field for field in fields if isinstance(field, EncryptedField)]
    rows = {}
    for values in model.objects.values_list("pk", *names):
        pk, row = values[0], dict(zip(names, values[1:], strict=True))
        for field in opened:
            if row[field.attname] is not None:
                row[field.attname] = field.open_for(row[field.attname], pk)
        rows[pk] = row
    return rows


def tables(**without):
    return {model: table(model, without.get(model.__name__, ())) for model in (Contact, CaseFile)}


def check_whole(batch, rows):
    """Every row once, every file's last day right, and the journal says as many as there are."""
    batch.refresh_from_db()
    assert batch.is_done
    assert batch.results == {"new": rows}
    contacts = Contact.objects.filter(imported_in=batch)
    assert contacts.count() == rows
    assert contacts.values("case_file", "origin_key").distinct().count() == rows
    assert contacts.values("imported_line").distinct().count() == rows
    entries = JournalEntry.objects.filter(action="contact.imported", details__import=batch.short_id)
    assert sum(entry.details["count"] for entry in entries) == rows
    assert sum(len(chunk.undo) for chunk in batch.chunks.all()) == rows
    for case_file in CaseFile.objects.all():
        days = case_file.contacts.filter(outcome="held").values_list("date", flat=True)
        assert case_file.last_contact_on == max(days, default=None)
