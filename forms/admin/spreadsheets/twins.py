"""Lines that were received before: the same answers to the same version, from this file or any other way.

People keep one file, add lines, and send it whole again: what came in once must not come in twice.
"""

from django.utils import timezone

from forms.models import SheetImportRow, Submission

_AT_ONCE = 400


def find_twins(rows):
    """Mark, among these unsaved lines, those whose answers are already here or earlier in the file."""
    ready = [row for row in rows if row.outcome == SheetImportRow.Outcome.READY]
    known = {version: earlier(version, hashes) for version, hashes in _by_version(ready).items()}
    first_line = {}
    for row in ready:
        key = (row.version, row.content_hash)
        first = known[row.version].get(row.content_hash)
        if first is not None:
            _mark(row, said_of(first))
        elif key in first_line:
            _mark(row, f"Les mêmes réponses qu’à la ligne {first_line[key]} de ce fichier.")
        else:
            first_line[key] = row.number


def _mark(row, said):
    row.outcome = SheetImportRow.Outcome.TWIN
    row.content = {**row.content, "twin": said}


def said_of(submission):
    """« Reçue le 3/03/2026, avec les mêmes réponses (code HT-…). »"""
    day = timezone.localtime(submission.received_at)
    return f"Reçue le {day:%d/%m/%Y}, avec les mêmes réponses (code {submission.receipt_code})."


def _by_version(rows):
    found = {}
    for row in rows:
        found.setdefault(row.version, []).append(row.content_hash)
    return found


def earlier(version, hashes):
    """{content hash: the first submission with it}, asked a few hundred at a time."""
    found = {}
    for start in range(0, len(hashes), _AT_ONCE):
        some = Submission.objects.filter(version=version, content_hash__in=hashes[start : start + _AT_ONCE])
        for submission in some.order_by("-received_at").defer("answers"):
            found[submission.content_hash] = submission
    return found
