"""Which column is which field: said by hand where the headings do not tell, kept for the next file."""

from django.db import transaction

from casefiles.actions.base import Refused
from casefiles.exchange.batches import receive
from casefiles.exchange.batches.common import resource_of
from casefiles.exchange.headings import digest, find_headings, match_line, missing_of
from casefiles.models import ColumnMatching, ImportBatch
from casefiles.text import normalise
from portal.audit.journal import record

SAMPLE_LINES = 5


def read_otherwise(batch, line, *, text=None, chosen=None, keep_as=""):
    """The headings are on another line, or the text is in another encoding, than what was found.

    `text` is {"encoding", "delimiter"} of a .csv; `chosen` {position: name} what somebody said of columns by
    hand: it counts each time the file has as many columns as when it was said.
    """
    is_same_text = text is None or text == batch.reading.get("text", {})
    batch.reading = {**batch.reading, "text": batch.reading.get("text", {}) if text is None else text}
    sheet = receive.read_again(batch)
    head = sheet.head()
    if not 1 <= line <= len(head):
        raise Refused(f"Choisissez une ligne entre 1 et {len(head)}.", "line")
    fields = resource_of(batch).sheet_fields()
    # Another reading has other headings, perhaps on another line; a line that was said by hand is followed.
    if is_same_text or line != batch.reading["line"]:
        headings = match_line(head, line, fields)
    else:
        headings = find_headings(sheet, fields, known=receive.known_matching(batch.user, batch.target))
    by_hand = _by_hand(batch, chosen or {})
    if by_hand["width"] == sheet.width:
        _say_again(headings, {int(p): name for p, name in by_hand["columns"].items()}, fields)
    with transaction.atomic():
        held = _held(batch)
        held.reading = {
            **held.reading,
            **receive.facts_of(sheet),
            **headings.as_reading(),
            "text": batch.reading["text"],
            "keep_as": keep_as[:80],
            "by_hand": by_hand,
        }
        held.state = ImportBatch.State.MATCHING
        held.save()
    batch.refresh_from_db()


def _by_hand(batch, chosen):
    """{"width", "columns"}: what was said of columns by hand so far, {position as text: name or ""}."""
    width, before = batch.reading["width"], batch.reading.get("by_hand", {})
    said = before["columns"] if before.get("width") == width else {}
    if not chosen and before and before["width"] != width:
        return before
    return {"width": width, "columns": {**said, **{str(p): name for p, name in chosen.items()}}}


def _say_again(headings, chosen, fields):
    """What somebody chose for a column goes before what its heading tells."""
    for position, name in chosen.items():
        for known in (headings.columns, headings.likely):
            for other in [p for p, field in known.items() if p == position or field == name]:
                del known[other]
        if name in fields and position < len(headings.labels):
            headings.columns[position] = name
    headings.problems = [] if chosen else headings.problems


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
    """Keep the matching of this import, and what its words stand for; the same name again replaces it."""
    kept, _is_new = ColumnMatching.objects.update_or_create(
        owner=batch.user,
        target=batch.target,
        name=name[:80],
        defaults={"headings": digest(batch.reading["labels"]), "columns": _said_of(batch)},
    )
    keep_words(batch, kept)
    record(
        "exchange.matching_kept", actor=batch.user, target=batch.short_id, details={"target": batch.target}
    )


def kept_matching(batch):
    """The matching that the columns of this import come from, if they still are as it says."""
    headings = digest(batch.reading["labels"])
    kept = ColumnMatching.objects.filter(owner=batch.user, target=batch.target, headings=headings)
    found = kept.order_by("-created_at").first()
    return found if found and found.columns == _said_of(batch) else None


def keep_words(batch, kept=None, *, forgotten=()):
    """What was settled for words goes with the matching under its name, for the next file.

    `forgotten` are (name of the field, word) that stand for themselves again.
    """
    kept = kept or kept_matching(batch)
    if kept is None:
        return
    said = {name: dict(words) for name, words in kept.words.items()}
    for name, words in batch.choices.get("words", {}).items():
        said.setdefault(name, {}).update(words)
    for name, word in forgotten:
        said.get(name, {}).pop(normalise(word), None)
    kept.words = {name: words for name, words in said.items() if words}
    kept.save()


def _said_of(batch):
    """{heading, normalised: name of the field} of an import."""
    labels = batch.reading["labels"]
    return {normalise(labels[position]): name for position, name in batch.columns.items()}


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
