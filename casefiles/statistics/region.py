"""The yearly encoding of services: contacts by month and by what the region asks, small counts hidden.

A whole calendar year is always counted, whatever is read of it: two periods that overlap would give back, by
a subtraction, what each of them hides. Another period shows the months of its years as they are shown there,
and sums up only what is shown.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from casefiles.access import exportable_by
from casefiles.models import (
    Contact,
    ContactKind,
    Gender,
    HousingBefore,
    Income,
    LifeAxis,
    Programme,
    ReportCode,
)
from casefiles.statistics.bands import age_band, age_on
from casefiles.statistics.region_answers import incomes_of
from casefiles.statistics.suppression import ALL, LEAST, hidden_cells

MONTHS = tuple(range(1, 13))
MONTH_NAMES = (
    "janv.",
    "févr.",
    "mars",
    "avril",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)
AUTHORITY = "iweps"
NOT_SAID = "non précisé"
NO_CODE = "sans code IWEPS"
SMALL, BESIDE = f"< {LEAST}", "masqué"
_BANDS = (
    "moins de 18 ans",
    "18-24 ans",
    "25-34 ans",
    "35-44 ans",
    "45-54 ans",
    "55-64 ans",
    "65 ans et plus",
    NOT_SAID,
)


@dataclass(frozen=True)
class Cell:
    """A number as it may be shown: of contacts, but hidden when too few people are behind it."""

    count: int
    people: int
    hidden: bool
    # What is said instead, of a sum of which a part is hidden.
    said: str = ""

    @property
    def words(self):
        if self.said:
            return self.said
        if not self.hidden:
            return str(self.count)
        return SMALL if self.people < LEAST else BESIDE

    @property
    def value(self):
        """For a spreadsheet: a number when it may be read."""
        return self.words if self.hidden or self.said else self.count


@dataclass(frozen=True)
class Line:
    label: str
    months: list
    total: Cell
    # Of a whole calendar year only: people do not add up, and unions of months would tell who is new.
    people: Cell | None

    @property
    def cells(self):
        return [*self.months, self.total, *([self.people] if self.people else [])]


@dataclass(frozen=True)
class Table:
    title: str
    lines: list
    everyone: Line


@dataclass(frozen=True)
class Report:
    """`period` in words, `months` the headings of the columns."""

    period: str
    months: tuple
    tables: list
    counts_people: bool = True

    @property
    def headings(self):
        return [*self.months, "Contacts", *(["Personnes"] if self.counts_people else [])]

    @property
    def is_empty(self):
        return not self.tables[0].everyone.total.count

    @property
    def hides(self):
        return any(
            cell.hidden
            for table in self.tables
            for line in [*table.lines, table.everyone]
            for cell in line.cells
        )


def report_on(user, year):
    """A fixed number of queries, whatever the number of contacts."""
    headed = _dimensions()
    counts = [defaultdict(int) for _one in headed]
    people = [defaultdict(set) for _one in headed]
    for month, person, said in _contacts(user, year):
        for place, label in enumerate(said):
            for cell in ((label, month), (label, ALL), (ALL, month), (ALL, ALL)):
                counts[place][cell] += 1
                people[place][cell].add(person)
    tables = [
        _table(title, labels, counts[place], people[place]) for place, (title, labels) in enumerate(headed)
    ]
    return Report(str(year), MONTH_NAMES, tables)


def held_between(user, first, last):
    """The contacts that count: those that took place between these days."""
    return exportable_by(user, Contact).filter(date__range=(first, last), outcome=Contact.Outcome.HELD)


def held_in(user, year):
    return held_between(user, datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def _dimensions():
    """[(title, labels in order)] of what is counted, in the order of `_contacts`."""
    axes = sorted(set(_axes().values()))
    return [
        ("Axe (code IWEPS du dispositif)", [*axes, NO_CODE]),
        ("Nature de l’aide", [*ContactKind.objects.values_list("label", flat=True)]),
        ("Axe de vie", [*LifeAxis.objects.values_list("label", flat=True), NOT_SAID]),
        ("Âge", list(_BANDS)),
        ("Genre", _labels(Gender)),
        ("Revenu principal", _labels(Income)),
        ("Logement la semaine d’avant", _labels(HousingBefore)),
    ]


def _contacts(user, year):
    """(month, person, what it counts under in each dimension) of each contact."""
    axes, incomes = _axes(), incomes_of(user, held_in(user, year))
    person = [f"case_file__person__{name}" for name in ("birth_date", "gender", "income", "housing_before")]
    rows = held_in(user, year).values_list(
        "date", "case_file__person", "case_file__programme", "kind__label", "axis__label", *person
    )
    for day, key, programme, kind, axis, birth, gender, income, housing in rows.iterator():
        income = incomes.get(key, income) if income == Income.UNKNOWN else income
        yield (
            day.month,
            key,
            (
                axes.get(programme, NO_CODE),
                kind,
                axis or NOT_SAID,
                age_band(age_on(birth, day)) or NOT_SAID,
                _label(Gender, gender),
                _label(Income, income),
                _label(HousingBefore, housing),
            ),
        )


def _axes():
    """{programme: the words of its code for the region}."""
    found = {}
    for code in ReportCode.objects.filter(authority__icontains=AUTHORITY).order_by("code"):
        found.setdefault(code.programme_id, code.label or code.code)
    known = Programme.objects.values_list("pk", flat=True)
    return {programme: found[programme] for programme in known if programme in found}


def _labels(choices):
    said = [str(choice.label) for choice in choices if choice.value != "unknown"]
    return [*said, NOT_SAID]


def _label(choices, code):
    return NOT_SAID if code == "unknown" else str(choices(code).label)


def _table(title, labels, counts, people):
    labels = list(dict.fromkeys([*labels, *(label for label, _month in counts if label is not ALL)]))
    dimensions = ([*labels, ALL], [*MONTHS, ALL])
    sizes = defaultdict(int, {cell: len(found) for cell, found in people.items()})
    hidden = hidden_cells(sizes, dimensions)

    def line(label, words):
        cells = [
            Cell(counts[label, month], sizes[label, month], (label, month) in hidden)
            for month in dimensions[1]
        ]
        whole = (label, ALL)
        return Line(words, cells[:-1], cells[-1], Cell(sizes[whole], sizes[whole], whole in hidden))

    return Table(title, [line(label, label) for label in labels], line(ALL, "Ensemble"))
