"""Where all who were accompanied slept on one night, for the yearly count; and what is missing for it."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from casefiles.access import exportable_by
from casefiles.models import Closure, HousingPeriod, HousingSituation

NOT_NOTED = ""


@dataclass(frozen=True)
class Row:
    """`ethos` is the number in ETHOS Light; a home has none."""

    situation: str
    label: str
    ethos: int | None
    people: int


@dataclass(frozen=True)
class Night:
    night: datetime.date
    programme: Any
    # [(file, its period or None)], by reference.
    files: list

    @property
    def rows(self):
        """One row per situation, then those of whom nothing is noted; each person counts once in a row."""
        people = defaultdict(set)
        for case_file, period in self.files:
            people[period.situation if period else NOT_NOTED].add(case_file.person_id)
        found = [Row(one.value, one.label, ethos_of(one), len(people[one.value])) for one in HousingSituation]
        return [*found, Row(NOT_NOTED, "pas noté", None, len(people[NOT_NOTED]))]

    @property
    def people(self):
        return len({case_file.person_id for case_file, _period in self.files})

    @property
    def missing(self):
        """The files in which nothing is noted for that night."""
        return [case_file for case_file, period in self.files if period is None]


def ethos_of(situation):
    """The number in ETHOS Light, or None."""
    situation = HousingSituation(situation)
    return None if situation == HousingSituation.HOME else situation.rung


def night_of(user, night, programme=None):
    """Two queries, whatever the number of files."""
    files = open_on(user, night).select_related("person", "programme").order_by("reference")
    if programme is not None:
        files = files.filter(programme=programme)
    there = Q(started_on__lte=night) & (Q(ended_on__isnull=True) | Q(ended_on__gt=night))
    periods = {row.case_file_id: row for row in exportable_by(user, HousingPeriod).filter(there)}
    return Night(night, programme, [(one, periods.get(one.pk)) for one in files])


def open_on(user, night):
    """The files that were open on that night, those since closed or closed for a while included."""
    away = exportable_by(user, Closure).filter(
        Q(reopened_on__isnull=True) | Q(reopened_on__gt=night), case_file=OuterRef("pk"), closed_on__lte=night
    )
    return exportable_by(user).filter(~Exists(away), opened_on__lte=night)
