"""Which column is which field: said by hand where the headings do not tell, kept for the next file."""

from django.db import transaction

from casefiles.actions.base import Refused
from casefiles.exchange.batches import receive
from casefiles.exchange.batches.common import resource_of
from casefiles.exchange.headings import digest, match_line, missing_of
from casefiles.models import ColumnMatching, ImportBatch
from casefiles.text import normalise
from portal.audit.journal import record

SAMPLE_LINES = 5


def change_line(batch, line):
    """The headings are on another line than the one that was guessed."""
    sheet = receive.read_again(batch)
    head = sheet.head()
    if not 1 <= line <= len(head):
        raise Refused(f"Choisissez une ligne entre 1 et {len(head)}.", "line")
    headings = match_line(head, line, resource_of(batch).sheet_fields())
    with transaction.atomic():
        held = _held(batch)
        held.reading = {**held.reading, **headings.as_reading()}
        held.state = ImportBatch.State.MATCHING
        held.save()
    batch.refresh_from_db()


def match(batch, columns, *, keep_as=""):
    """Say which column is which field, {position: name}, and announce the rows."""
    fields = resource_of(batch).sheet_fields()
    _check(columns, fields, len(batch.reading["labels"]))
    with transaction.atomic():
        held = _held(batch)
        held.reading = {
            **held.reading,
            "columns": {str(position): name for position, name in columns.items()},
            "likely": {},
            "problems": [],
        }
        held.save()
        if keep_as.strip():
            keep(held, keep_as.strip())
    batch.refresh_from_db()
    receive.announce(batch)


def keep(batch, name):
    """Keep the matching of this import under a name; the same name again replaces it."""
    labels = batch.reading["labels"]
    columns = {normalise(labels[position]): name for position, name in batch.columns.items()}
    ColumnMatching.objects.update_or_create(
        owner=batch.user,
        target=batch.target,
        name=name[:80],
        defaults={"headings": digest(labels), "columns": columns},
    )
    record(
        "exchange.matching_kept", actor=batch.user, target=batch.short_id, details={"target": batch.target}
    )


def sample_of(batch, sheet):
    """[(heading, first cells under it)] for each column of the file."""
    lines = next(sheet.chunks(after=batch.reading["line"], size=SAMPLE_LINES), [])
    return [
        (label, [cells[position] for _line, cells in lines])
        for position, label in enumerate(batch.reading["labels"])
    ]


def _check(columns, fields, width):
    if any(position not in range(width) or name not in fields for position, name in columns.items()):
        raise Refused("Une de ces colonnes n’existe pas : relisez la page.", "columns")
    twice = {name for name in columns.values() if list(columns.values()).count(name) > 1}
    if twice:
        listed = ", ".join(f"« {fields[name].column_name} »" for name in sorted(twice))
        raise Refused(f"Deux colonnes pour {listed} : gardez-en une seule.", "twice")
    if missing := missing_of(columns, fields):
        raise Refused(" ".join(missing), "missing")


def _held(batch):
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state not in (ImportBatch.State.MATCHING, ImportBatch.State.PREVIEWED):
        raise Refused("Cet import est déjà confirmé : ses colonnes ne changent plus.", "confirmed")
    return held
