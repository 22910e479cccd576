"""The report for the region from one month to another: the months of its years, as each year shows them."""

import calendar
import datetime
from dataclasses import dataclass

from casefiles.access import exportable_by
from casefiles.models import Contact
from casefiles.statistics.region import MONTH_NAMES, Cell, Line, Report, Table, report_on

FULL_NAMES = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
# As many columns as a page holds.
MOST_MONTHS = 12
NOTHING = Cell(0, 0, False)


@dataclass(frozen=True)
class Period:
    """Whole months, both ends included; each (year, month)."""

    first: tuple
    last: tuple

    @classmethod
    def of_year(cls, year):
        return cls((year, 1), (year, 12))

    @classmethod
    def between(cls, one, other):
        """In the right order, and no longer than a report can show."""
        first, last = sorted([one, other])
        return cls(first, min(last, _later(first, MOST_MONTHS - 1)))

    @property
    def months(self):
        found, month = [], self.first
        while month <= self.last:
            found.append(month)
            month = _later(month, 1)
        return found

    @property
    def is_year(self):
        return self.first[0] == self.last[0] and (self.first[1], self.last[1]) == (1, 12)

    @property
    def days(self):
        year, month = self.last
        last = datetime.date(year, month, calendar.monthrange(year, month)[1])
        return datetime.date(*self.first, 1), last

    @property
    def words(self):
        if self.is_year:
            return str(self.first[0])
        if self.first == self.last:
            return said(self.first)
        names = said(self.first) if self.first[0] != self.last[0] else FULL_NAMES[self.first[1] - 1]
        return f"{names} à {said(self.last)}"

    @property
    def code(self):
        """As an address or a file name writes it."""
        if self.is_year:
            return str(self.first[0])
        return f"{self.first[0]}-{self.first[1]:02d}_{self.last[0]}-{self.last[1]:02d}"


def said(month):
    """« mars 2026 »."""
    return f"{FULL_NAMES[month[1] - 1]} {month[0]}"


def months_offered(user):
    """The months from the first contact to the last one, the latest first."""
    days = list(exportable_by(user, Contact).dates("date", "month"))
    if not days:
        return []
    first, last = [(day.year, day.month) for day in (days[0], days[-1])]
    return Period(first, last).months[::-1]


def report_for(user, period):
    """A Report of this Period: never anything that the reports of its years do not show."""
    years = {year: report_on(user, year) for year in dict.fromkeys(year for year, _month in period.months)}
    if period.is_year:
        return years[period.first[0]]
    headings = tuple(
        f"{MONTH_NAMES[month - 1]} {year}" if len(years) > 1 else MONTH_NAMES[month - 1]
        for year, month in period.months
    )
    places = range(len(next(iter(years.values())).tables))
    tables = [
        _table({year: report.tables[place] for year, report in years.items()}, period) for place in places
    ]
    return Report(period.words, headings, tables, counts_people=False)


def _table(by_year, period):
    lines = {year: {line.label: line for line in table.lines} for year, table in by_year.items()}
    labels = dict.fromkeys(label for known in lines.values() for label in known)
    everyone = {year: table.everyone for year, table in by_year.items()}
    return Table(
        next(iter(by_year.values())).title,
        [_line(label, {year: known.get(label) for year, known in lines.items()}, period) for label in labels],
        _line(next(iter(everyone.values())).label, everyone, period),
    )


def _line(label, by_year, period):
    cells = [by_year[year].months[month - 1] if by_year[year] else NOTHING for year, month in period.months]
    return Line(label, cells, _sum(cells), None)


def _sum(cells):
    """What the cells that are shown add up to; when one is hidden, that there are more."""
    count = sum(cell.count for cell in cells if not cell.hidden)
    if not any(cell.hidden for cell in cells):
        return Cell(count, 0, False)
    return Cell(0, 0, True, f"{count} ou plus" if count else "masqué")


def _later(month, count):
    year, place = divmod(month[0] * 12 + month[1] - 1 + count, 12)
    return year, place + 1
