"""What each row would become: announced from the base as it stands, and again after each thing settled."""

from django.db import transaction

from casefiles.actions.base import Refused
from casefiles.exchange.batches import chunks as stored
from casefiles.exchange.batches.common import journal_mark, reader_of, resource_of
from casefiles.exchange.resources.base import CHUNK, LEAVE_OUT
from casefiles.models import CaseFile, ImportBatch
from casefiles.text import normalise
from portal.audit.journal import record, record_many

TOO_LATE = "Cet import est déjà confirmé : on ne peut plus y changer de ligne."


def announce_sheet(batch, sheet):
    """Store the rows of a sheet with what each would become; returns how many there are."""
    resource = resource_of(batch)
    reader, mark, count = reader_of(batch, resource), journal_mark(), 0
    for number, lines in enumerate(sheet.chunks(after=batch.reading["line"], size=CHUNK)):
        if number == 0 and lines and resource.is_example(lines[0][1], batch.columns):
            batch.reading["examples"], lines = 1, lines[1:]
        if not lines:
            continue
        chunk = stored.new_chunk(batch, number, lines)
        stored.announce(chunk, resource.plan(lines, reader))
        chunk.save()
        count += len(lines)
    batch.journal_mark = mark
    return count


def announce_again(batch, *, only=None):
    """Compare the rows with the base once more; `only` is the number of the one chunk that was mended."""
    resource = resource_of(batch)
    reader, mark, moved = reader_of(batch, resource), journal_mark(), set()
    for chunk in batch.chunks.order_by("number").iterator(chunk_size=1):
        before = set(chunk.keys)
        if only is not None and chunk.number != only and not moved & before:
            _remember(resource, chunk)
            continue
        lines = stored.lines_of(chunk)
        stored.announce(chunk, resource.plan(lines, reader, stored.decided_in(chunk)))
        chunk.save()
        moved |= before ^ set(chunk.keys)
    if only is None:
        batch.journal_mark = mark


def _remember(resource, chunk):
    """The keys of rows that are not compared again, so that a duplicate of them is still found."""
    for line, key in zip(chunk.content["lines"], chunk.keys, strict=True):
        if key:
            resource.seen.setdefault(key, line)


def publish(batch):
    """Say what is announced: counts, and the token that a confirmation carries back."""
    is_first = not batch.plan
    batch.counts, batch.plan = stored.counts_of(batch), stored.plan_of(batch)
    batch.state = ImportBatch.State.PREVIEWED
    if is_first:
        details = {"target": batch.target, "rows": sum(batch.counts.values()), **batch.counts}
        about = {"actor": batch.user, "target": batch.short_id, "reason": batch.reason}
        record("exchange.previewed", **about, details=details)
    _journal_shown(batch)
    batch.save()


def _journal_shown(batch):
    """Differences show what a file holds: whoever asks who read this file finds it here, once an import."""
    read, named = set(), set()
    for chunk in batch.chunks.only("findings").iterator(chunk_size=1):
        for finding in chunk.findings.values():
            if finding["subject"] and finding["differences"]:
                read.add(finding["subject"])
            named.update(map(str, finding.get("resembles", ())))
    known = batch.choices.setdefault("shown", {})
    for action, model, keys in (
        ("exchange.compared", resource_of(batch).subject_model, read),
        ("person.likeness_shown", CaseFile, named),
    ):
        _journal_rows(batch, action, model, keys - set(known.get(action, ())))
        known[action] = sorted(keys | set(known.get(action, ())))


def _journal_rows(batch, action, model, keys):
    rows = model.objects.filter(pk__in=keys).order_by("reference").values_list("pk", "reference")
    # The subject of an entry is a file; a request is told by its reference.
    entries = [
        (pk if model is CaseFile else None, reference, {"import": batch.short_id}) for pk, reference in rows
    ]
    record_many(action, entries, actor=batch.user, reason=batch.reason)


# --- settling things on the preview ------------------------------------------------------------------------


def mend(batch, line, cells):
    """Write other words in cells of one row: {position: text}."""

    def change(chunk, index):
        mended = chunk.content["mended"].setdefault(str(index), {})
        mended |= {str(position): text for position, text in cells.items()}

    _settle(batch, line, change)


def decide(batch, line, what):
    """Settle what a row is: "leave_out", or an answer that its target knows; "" takes it back."""

    def change(chunk, index):
        if what:
            chunk.content["decided"][str(index)] = what
        else:
            chunk.content["decided"].pop(str(index), None)

    _settle(batch, line, change)


def leave_out(batch, line):
    decide(batch, line, LEAVE_OUT)


def replace_word(batch, name, word, replacement):
    """A value that no list knows stands for another one, in every row; "" takes it back."""
    replace_words(batch, [(name, word, replacement)])


def replace_words(batch, replacements):
    """Several of them, (name of the field, word, replacement), compared with the base only once."""
    with transaction.atomic():
        held = _held(batch)
        for name, word, replacement in replacements:
            words = held.choices.setdefault("words", {}).setdefault(name, {})
            if replacement:
                words[normalise(word)] = replacement
            else:
                words.pop(normalise(word), None)
        announce_again(held)
        publish(held)
    batch.refresh_from_db()


def _settle(batch, line, change):
    with transaction.atomic():
        held = _held(batch)
        chunk, index = _find(held, line)
        change(chunk, index)
        chunk.save()
        announce_again(held, only=chunk.number)
        publish(held)
    batch.refresh_from_db()


def _held(batch):
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not held.is_previewed:
        raise Refused(TOO_LATE, "confirmed")
    return held


def _find(batch, line):
    for chunk in batch.chunks.order_by("number"):
        lines = chunk.content["lines"]
        if lines and lines[0] <= line <= lines[-1] and line in lines:
            return chunk, lines.index(line)
    raise Refused("Cette ligne n’est pas dans le fichier.", "no_row")
