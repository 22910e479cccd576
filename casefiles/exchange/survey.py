"""What stands in the way of an import, over all its rows: files that are closed, words that no list knows."""

from dataclasses import dataclass, field

from casefiles.exchange.batches import chunks as stored
from casefiles.exchange.batches.common import is_text
from casefiles.exchange.results import LETTERS, Outcome
from casefiles.exchange.widgets import ChoiceWidget, ListWidget, ManyChoicesWidget, YesNoWidget
from casefiles.text import normalise
from portal.sheets.cells import is_blank, shown
from portal.sheets.formulas import unguarded

# A sheet that is nearly all wrong names words without end: the most frequent are settled first.
MOST_WORDS = 50
# Each row to mend is opened to be looked at: past these the page would be long to come, and what is said once
# of the first ones mends many of the others.
MOST_LOOKED_AT = 5_000
# A cell of spaces only is read as an empty one: what « laisser vide » writes.
EMPTY = " "


@dataclass
class UnknownWord:
    """A value of a column with a list, that the list does not have, and in how many rows it stands."""

    name: str
    column: str
    word: str
    labels: list
    may_be_empty: bool
    count: int = 0


@dataclass
class Survey:
    """`closed` are the places of rows that speak of a closed file; `further_words` are not among `words`.

    `is_partial` when only the first rows were looked at.
    """

    closed: list = field(default_factory=list)
    words: list = field(default_factory=list)
    further_words: int = 0
    is_partial: bool = False
    most: int = MOST_LOOKED_AT


def survey(batch, resource):
    """Look at the first rows to mend, one chunk in memory at a time."""
    lists = _Lists(batch, resource)
    found, words = Survey(), {}
    for looked_at, (place, row) in enumerate(_wrong_rows(batch)):
        if looked_at == MOST_LOOKED_AT:
            found.is_partial = True
            break
        if row.finding.get("closed"):
            found.closed.append(place)
        for unknown in lists.unknown_in(row):
            words.setdefault((unknown.name, normalise(unknown.word)), unknown).count += 1
    most = sorted(words.values(), key=lambda word: (-word.count, word.column, word.word))[:MOST_WORDS]
    found.words = sorted(most, key=lambda word: (word.column, -word.count, word.word))
    found.further_words = len(words) - len(most)
    return found


def _wrong_rows(batch):
    """(place, row) of each row to mend, in the order of the sheet."""
    wrong = batch.chunks.filter(outcomes__contains=LETTERS[Outcome.WRONG]).order_by("number")
    for chunk in wrong.only("number", "outcomes", "findings", "content", "done").iterator(chunk_size=1):
        for index, letter in enumerate(chunk.outcomes):
            if letter == LETTERS[Outcome.WRONG]:
                yield (chunk.number, index), stored.stored(chunk, index)


class _Lists:
    """The columns of a batch whose values are those of a list."""

    def __init__(self, batch, resource):
        fields, self.from_text = resource.fields_here(), is_text(batch)
        self.columns = [
            (position, name, fields[name], labels)
            for position, name in batch.columns.items()
            if name in fields and (labels := labels_of(fields[name].widget))
        ]

    def unknown_in(self, row):
        for position, name, sheet_field, labels in self.columns:
            cell = row.cells[position]
            if sheet_field.column_name not in row.errors or is_blank(cell):
                continue
            cell = unguarded(cell) if self.from_text and isinstance(cell, str) else cell
            yield UnknownWord(name, sheet_field.column_name, shown(cell), labels, not sheet_field.required)


def labels_of(widget):
    """What may be chosen in a column, in order; nothing when any value, or several, may be written."""
    if isinstance(widget, ManyChoicesWidget):
        return []
    if isinstance(widget, ListWidget):
        return widget.labels()
    if isinstance(widget, ChoiceWidget):
        return list(widget.labels.values())
    return ["oui", "non"] if isinstance(widget, YesNoWidget) else []


def page_of_wrong(batch, closed, start, count):
    """The rows to mend, those of closed files first."""
    first = set(closed)
    others = [place for place in stored.places_of(batch, [Outcome.WRONG]) if place not in first]
    return stored.rows_at(batch, [*closed, *others][start : start + count])


def replaced_words(batch, resource):
    """[(name, word, column, replacement)] settled so far for all the rows."""
    fields = resource.sheet_fields()
    return [
        {"name": name, "word": word, "column": fields[name].column_name, "by": replacement.strip()}
        for name, words in batch.choices.get("words", {}).items()
        if name in fields
        for word, replacement in words.items()
    ]
