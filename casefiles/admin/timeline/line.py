"""The line itself: which moments, in what order, on which page; then only those of the page are read.

Two steps. One query over all nouns gives the day of every moment and nothing of what it says: two thousand of
them are counted, filtered and ordered here. Then each noun reads the rows of one page, whole.
"""

import datetime
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from casefiles.access import may_read_confidential
from casefiles.admin.timeline.home import HomeAlerts, HomeServices, LeaseChecks, LeaseReviews, Leases
from casefiles.admin.timeline.meetings import Appointments, Contacts
from casefiles.admin.timeline.moment import KINDS, Mark
from casefiles.admin.timeline.money import Aids, Budgets, DebtLetters, Debts, Plans, Settlements
from casefiles.admin.timeline.network import Involvements, OutwardReferrals
from casefiles.admin.timeline.papers import Assessments, Documents, Needs, RequestEvents
from casefiles.admin.timeline.partners import OutsideHandovers, Sharings
from casefiles.admin.timeline.path import Assignments, Closures, Housing, Rhythms, StageMoves
from casefiles.admin.timeline.plan import Actions, Contracts, Objectives, Signatures

# Contacts come first: the columns of a union have the types of its first query.
NOUNS = (
    Contacts,
    StageMoves,
    Closures,
    Rhythms,
    Assignments,
    Housing,
    Leases,
    LeaseReviews,
    LeaseChecks,
    HomeAlerts,
    HomeServices,
    Involvements,
    OutwardReferrals,
    Debts,
    DebtLetters,
    Plans,
    Budgets,
    Aids,
    Settlements,
    Appointments,
    Assessments,
    Objectives,
    Actions,
    Contracts,
    Signatures,
    Documents,
    Sharings,
    OutsideHandovers,
    Needs,
    RequestEvents,
)
_NOUN_OF = {side: noun for noun in NOUNS for side in noun.sides}
PAGE = 50


@dataclass(frozen=True)
class Reader:
    """Who reads which file."""

    user: object
    case_file: object
    may_read_confidential: bool
    print_out: bool = False


class Line:
    """All the moments of one file that this person may see."""

    def __init__(self, user, case_file, *, print_out=False):
        # What is confidential is never printed.
        secret = may_read_confidential(user, case_file) and not print_out
        self.reader = Reader(user, case_file, secret, print_out)
        self.marks = [Mark(*row) for row in self._union()]
        self.marks.sort(key=lambda mark: mark.order, reverse=True)

    def _union(self):
        first, *others = (marks for noun in NOUNS for marks in noun(self.reader).marks())
        return first.union(*others, all=True)

    def count_by_kind(self):
        """[(kind, how many)] of the kinds there are."""
        found = Counter(_NOUN_OF[mark.side].kind for mark in self.marks)
        return [(kind, found[kind]) for kind in KINDS if found[kind]]

    def count_of(self, noun):
        """How many moments there are of this noun."""
        return sum(1 for mark in self.marks if _NOUN_OF[mark.side] is noun)

    def count_by_axis(self):
        """{axis: how many}."""
        return Counter(mark.axis for mark in self.marks if mark.axis is not None)

    def chosen(self, kinds=(), axis=None):
        """The marks of these kinds (none: all of them) and of this axis."""
        sides = {side for side, noun in _NOUN_OF.items() if not kinds or noun.kind.code in kinds}
        return [mark for mark in self.marks if mark.side in sides and axis in (None, mark.axis)]

    def read(self, marks, known=()):
        """The moments of these marks, in the same order: one query per noun that is there.

        `known` are rows that the page has read already, with what their noun tells of.
        """
        keys = {}
        for mark in marks:
            keys.setdefault(_NOUN_OF[mark.side], set()).add(mark.pk)
        nouns = {noun: noun(self.reader) for noun in keys}
        rows = {noun: _rows(nouns[noun], found, known) for noun, found in keys.items()}
        moments = []
        for mark in marks:
            noun = _NOUN_OF[mark.side]
            row = rows[noun].get(mark.pk)
            # Gone between the two questions.
            if row is not None:
                moments.append(_dressed(nouns[noun].tell(row, mark.side), noun, mark))
        return moments


def _rows(noun, keys, known):
    """{key: row}: those that are known, and the others read."""
    rows = {row.pk: row for row in known if isinstance(row, noun.model) and row.pk in keys}
    missing = keys - rows.keys()
    return rows | noun.read(missing) if missing else rows


def _dressed(moment, noun, mark):
    moment.kind, moment.day, moment.key = noun.kind, mark.day, f"{mark.side}-{mark.pk}"
    moment.facts = [str(fact) for fact in moment.facts if fact]
    return moment


@dataclass(frozen=True)
class Stretch:
    """The moments of one month; the first stretch may be what is still to come."""

    first: datetime.date
    to_come: bool
    moments: list

    @property
    def anchor(self):
        return "a-venir" if self.to_come else f"m-{self.first:%Y-%m}"


def stretches(moments, today=None):
    """The moments month by month, in the order they are given; what is to come is apart."""
    today = today or timezone.localdate()

    def stretch_of(moment):
        to_come = moment.day > today
        return to_come, None if to_come else moment.day.replace(day=1)

    return [
        Stretch(month or today, to_come, list(group))
        for (to_come, month), group in groupby(moments, stretch_of)
    ]


def latest(line, count=5, known=()):
    """The latest moments up to today, for the page of the file."""
    today = timezone.localdate()
    marks = [mark for mark in line.marks if mark.day <= today]
    return line.read(marks[:count], known)
