"""The rows of an import as they are stored: by the thousand, sealed, with one letter of outcome for each."""

import json
from collections import Counter
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac

from casefiles.exchange.results import LETTERS, OUTCOMES
from casefiles.models import ImportChunk
from portal.sheets.cells import pack, unpack

# Cells that JSON holds as they are.
_AS_THEY_ARE = {str, int, float, type(None)}


@dataclass
class StoredRow:
    """One row as it stands in its import. `cells` are those to be imported, `sent` those of the file."""

    number: int
    cells: list
    sent: list
    outcome: str
    finding: dict = field(default_factory=dict)
    chunk: int = 0
    index: int = 0
    is_treated: bool = False
    # What the person settled for it on the preview.
    decided: str = ""

    @property
    def errors(self):
        return self.finding.get("errors", {})


def new_chunk(batch, number, lines):
    """A chunk, not saved yet, of these (line, cells)."""
    content = {
        "lines": [line for line, _cells in lines],
        "cells": [
            [cell if cell.__class__ in _AS_THEY_ARE else pack(cell) for cell in cells]
            for _line, cells in lines
        ],
        "mended": {},
        "decided": {},
    }
    return ImportChunk(batch=batch, number=number, content=content)


def lines_of(chunk, start=0, end=None):
    """[(line, cells)] to be imported: the cells of the file, those that were mended in their place."""
    content = chunk.content
    mended = content["mended"]
    lines = []
    for index in range(start, len(content["lines"]) if end is None else end):
        cells = [unpack(cell) if cell.__class__ is list else cell for cell in content["cells"][index]]
        if mended:
            for position, text in mended.get(str(index), {}).items():
                cells[int(position)] = text
        lines.append((content["lines"][index], cells))
    return lines


def decided_in(chunk):
    """{line: what the person settled for it}."""
    lines = chunk.content["lines"]
    return {lines[int(index)]: what for index, what in chunk.content["decided"].items()}


def announce(chunk, rows):
    """Keep in the chunk what would become of its rows."""
    chunk.outcomes = "".join(LETTERS[row.outcome] for row in rows)
    chunk.findings = {
        str(index): finding for index, row in enumerate(rows) if (finding := row.finding()) is not None
    }
    chunk.keys = [row.short_key for row in rows]
    said = json.dumps([chunk.outcomes, chunk.findings, chunk.keys], ensure_ascii=False)
    chunk.plan = salted_hmac("casefiles.exchange.chunk", said, algorithm="sha256").hexdigest()


def counts_of(batch):
    """{outcome: rows} as they stand now."""
    counted = Counter()
    for letters in batch.chunks.values_list("outcomes", flat=True):
        counted.update(letters)
    return {outcome.value: counted[letter] for letter, outcome in OUTCOMES.items() if counted[letter]}


def plan_of(batch):
    """What is announced, as a whole; rows that have been written are no part of it."""
    plans = batch.chunks.order_by("number").values_list("plan", flat=True)
    return salted_hmac("casefiles.exchange.batch", "|".join(plans), algorithm="sha256").hexdigest()


def page_of(batch, kinds, start, count):
    """The `count` rows from the `start`th one among these outcomes (all of them when empty)."""
    letters = {LETTERS[kind] for kind in kinds} or set(OUTCOMES)
    wanted, passed = {}, 0
    for number, outcomes in batch.chunks.order_by("number").values_list("number", "outcomes"):
        for index, letter in enumerate(outcomes):
            if letter in letters:
                if start <= passed < start + count:
                    wanted.setdefault(number, []).append(index)
                passed += 1
        if passed >= start + count:
            break
    chunks = {chunk.number: chunk for chunk in batch.chunks.filter(number__in=wanted)}
    return [stored(chunks[number], index) for number, found in wanted.items() for index in found]


def rows_of(batch, kinds):
    """Every row of these outcomes, one chunk in memory at a time."""
    letters = {LETTERS[kind] for kind in kinds}
    for chunk in batch.chunks.order_by("number").iterator(chunk_size=1):
        for index, letter in enumerate(chunk.outcomes):
            if letter in letters:
                yield stored(chunk, index)


def stored(chunk, index):
    ((number, cells),) = lines_of(chunk, index, index + 1)
    return StoredRow(
        number,
        cells,
        [unpack(cell) for cell in chunk.content["cells"][index]],
        OUTCOMES[chunk.outcomes[index]],
        chunk.findings.get(str(index), {}),
        chunk.number,
        index,
        index < chunk.done,
        chunk.content["decided"].get(str(index), ""),
    )


def rows_at(batch, places):
    """The rows at these [(number of the chunk, index)], in this order."""
    wanted = {number for number, _index in places}
    chunks = {chunk.number: chunk for chunk in batch.chunks.filter(number__in=wanted)}
    return [stored(chunks[number], index) for number, index in places if number in chunks]


def places_of(batch, kinds):
    """[(number of the chunk, index)] of the rows of these outcomes, told by the letters alone."""
    letters = {LETTERS[kind] for kind in kinds}
    found = batch.chunks.order_by("number").values_list("number", "outcomes")
    return [
        (number, index)
        for number, outcomes in found
        for index, letter in enumerate(outcomes)
        if letter in letters
    ]


def places_of_lines(batch, lines):
    """[(number of the chunk, index)] of these lines of the file."""
    wanted, places = set(lines), []
    for chunk in batch.chunks.order_by("number").only("number", "content").iterator(chunk_size=1):
        here = chunk.content["lines"]
        if here and here[0] <= max(wanted, default=0) and min(wanted, default=0) <= here[-1]:
            places += [(chunk.number, index) for index, line in enumerate(here) if line in wanted]
    return places
