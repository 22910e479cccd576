"""How many places each case manager has, and how many are taken. For screens; the database keeps it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from casefiles.access import case_managers_of
from casefiles.models import Assignment


@dataclass(frozen=True)
class Load:
    case_manager: object
    taken: int
    capacity: int

    @property
    def left(self):
        return max(0, self.capacity - self.taken)

    @property
    def is_full(self):
        return self.taken >= self.capacity


def load_of(case_manager, programme):
    """The places of one case manager in one programme."""
    taken = Assignment.objects.filter(
        case_manager=case_manager, programme=programme, ended_on__isnull=True
    ).count()
    return Load(case_manager, taken, programme.capacity_per_case_manager)


def loads(programme):
    """The places of every case manager of a programme, in one query."""
    active = Count(
        "assignments",
        filter=Q(assignments__ended_on__isnull=True, assignments__programme=programme),
        distinct=True,
    )
    return [
        Load(manager, manager.active_files, programme.capacity_per_case_manager)
        for manager in case_managers_of(programme).annotate(active_files=active)
    ]
