"""How many people met each need, by programme and quarter: people, not entries; small counts hidden."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from casefiles.access import exportable_by
from casefiles.models import Programme, UnmetNeed, UnmetNeedKind
from casefiles.statistics.suppression import ALL, hidden_cells

QUARTERS = (1, 2, 3, 4)
HIDDEN_WORDS = "moins de 5"
BESIDE_WORDS = "masqué"


@dataclass(frozen=True)
class Cell:
    """One number as it may be shown. What is hidden beside a small count is no small count itself."""

    count: int
    hidden: bool

    @property
    def words(self):
        if not self.hidden:
            return str(self.count)
        return HIDDEN_WORDS if self.count < 5 else BESIDE_WORDS

    @property
    def value(self):
        """For a spreadsheet: a number when it may be read."""
        return self.words if self.hidden else self.count


@dataclass(frozen=True)
class Row:
    kind: object
    label: str
    quarters: list
    total: Cell


@dataclass(frozen=True)
class Gathered:
    """The table of one year, for one programme or for all."""

    year: int
    programme: object
    rows: list
    everyone: Row
    hides: bool

    @property
    def is_empty(self):
        return not self.everyone.total.count


def years(user):
    """The years in which a need was noted, the most recent first; this one always."""
    found = {day.year for day in exportable_by(user, UnmetNeed).dates("noted_on", "year")}
    return sorted(found | {timezone.localdate().year}, reverse=True)


def gather(user, year, programme=None):
    """Three queries, whatever the number of needs.

    The whole cube (need, programme, quarter) is counted and hidden as one, so that two pages shown one after
    the other give back no more than one of them.
    """
    kinds, programmes = list(UnmetNeedKind.objects.all()), list(Programme.objects.order_by("name", "pk"))
    people = _people(user, year)
    kind_keys = [kind.pk for kind in kinds]
    dimensions = ([*kind_keys, ALL], [*(one.pk for one in programmes), ALL], [*QUARTERS, ALL])
    counts = defaultdict(int, {cell: len(found) for cell, found in people.items()})
    hidden = hidden_cells(counts, dimensions)
    chosen = programme.pk if programme else ALL

    def row(key, kind, label):
        cells = [
            Cell(counts[key, chosen, quarter], (key, chosen, quarter) in hidden) for quarter in dimensions[2]
        ]
        return Row(kind, label, cells[:-1], cells[-1])

    rows = [row(kind.pk, kind, kind.label) for kind in kinds]
    rows = [one for one in rows if one.kind.active or one.total.count]
    everyone = row(ALL, None, "Au moins un de ces besoins")
    shown = [cell for one in [*rows, everyone] for cell in [*one.quarters, one.total]]
    return Gathered(year, programme, rows, everyone, any(cell.hidden for cell in shown))


def _people(user, year):
    """{(kind, programme, quarter), each of them or ALL: {people}}."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    rows = (
        exportable_by(user, UnmetNeed)
        .filter(noted_on__range=(first, last))
        .values_list("kind", "case_file__programme", "noted_on", "case_file__person")
    )
    found = defaultdict(set)
    for kind, programme, day, person in rows.iterator():
        quarter = (day.month + 2) // 3
        for key in ((a, b, c) for a in (kind, ALL) for b in (programme, ALL) for c in (quarter, ALL)):
            found[key].add(person)
    return found
