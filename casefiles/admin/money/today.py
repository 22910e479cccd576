"""Late instalments, letters to answer, aid to follow, settlements that end: for the page of the day."""

import datetime
from dataclasses import dataclass

from casefiles.admin.money.aid_reading import asks_of
from casefiles.admin.short import Short, short
from casefiles.lateness import (
    ANSWER_SOON_DAYS,
    SETTLEMENT_SOON_DAYS,
    aids_asking,
    late_instalments,
    letters_to_answer,
    settlements_ending,
)


@dataclass(frozen=True)
class MoneyToday:
    instalments: Short
    letters: Short
    aids: Short
    settlements: Short

    @property
    def blocks(self):
        return self.instalments, self.letters, self.aids, self.settlements


def today_of(user, today):
    """What is due first in one's files: one query for each list, two for one that is longer than it shows."""
    late = late_instalments(user, today).select_related("plan__debt__case_file__person")
    soon = today + datetime.timedelta(days=ANSWER_SOON_DAYS)
    letters = letters_to_answer(user, soon).select_related("debt__case_file__person")
    aids = short(aids_asking(user, today).select_related("case_file__person").order_by("since", "pk"))
    for aid in aids.rows:
        aid.asks = asks_of(aid, today)
    ending = settlements_ending(user, today + datetime.timedelta(days=SETTLEMENT_SOON_DAYS))
    return MoneyToday(
        short(late.order_by("due_on", "pk")),
        short(letters.order_by("answer_by", "pk")),
        aids,
        short(ending.select_related("case_file__person").order_by("plan_until", "pk")),
    )
