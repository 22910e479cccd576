"""Contracts to review soon or late, for the page of the day."""

import datetime
from dataclasses import dataclass

from casefiles.access import visible_to
from casefiles.models import EngagementContract

SHOWN = 6
SOON_DAYS = 14


@dataclass(frozen=True)
class Short:
    """The first lines of a list and how many there are in all."""

    rows: list
    total: int

    @property
    def hidden(self):
        return self.total - len(self.rows)


def today_of(user, today):
    """The signed contracts of open files whose review is due within two weeks, the most pressing first."""
    rows = (
        visible_to(user, EngagementContract)
        .filter(
            state=EngagementContract.State.SIGNED,
            review_on__lte=today + datetime.timedelta(days=SOON_DAYS),
            case_file__closed_on__isnull=True,
        )
        .defer("content", "ended_reason")
        .select_related("case_file__person", "case_file__case_manager")
        .order_by("review_on", "pk")
    )
    return Short(list(rows[:SHOWN]), rows.count())
