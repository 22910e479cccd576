"""How many places each case manager has, and how many are taken. For screens; the database keeps it."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from casefiles.access import case_managers_of
from casefiles.free_places import held_offers


@dataclass(frozen=True)
class Load:
    """`kept` places are offered to somebody who waits: they are not free, whoever else comes."""

    case_manager: object
    taken: int
    kept: int
    capacity: int

    @property
    def left(self):
        return max(0, self.capacity - self.taken - self.kept)

    @property
    def is_full(self):
        return self.taken >= self.capacity

    @property
    def words(self):
        """« 7/10, 2 libres », « 10/10, complet »; « 9/10, le reste est promis »."""
        left = f"{self.left} libre{'s' if self.left > 1 else ''}"
        rest = left if self.left else "complet" if self.is_full else "le reste est promis"
        return f"{self.taken}/{self.capacity}, {rest}"


def loads(programme, *, but=None):
    """The places of each case manager of a programme, in one query; an offer made to `but` does not count."""
    active = Count(
        "assignments",
        filter=Q(assignments__ended_on__isnull=True, assignments__programme=programme),
        distinct=True,
    )
    offers = held_offers().filter(entry__programme=programme, case_manager=OuterRef("pk"))
    offers = offers.exclude(entry__referral=but) if but is not None else offers
    kept = offers.order_by().values("case_manager").annotate(count=Count("pk")).values("count")
    managers = case_managers_of(programme).annotate(active_files=active, kept=Coalesce(Subquery(kept), 0))
    return [
        Load(manager, manager.active_files, manager.kept, programme.capacity_per_case_manager)
        for manager in managers
    ]
