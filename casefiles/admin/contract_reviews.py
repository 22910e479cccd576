"""Contracts to review soon or late, for the page of the day."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from casefiles.access import visible_to
from casefiles.admin.sections import Alert
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


def alerts_of(section, case_file):
    """What the contract asks for on this file today: a review, or a version that waits for its signatures."""
    if case_file.is_closed:
        return []
    found, today, signed, to_sign = [], timezone.localdate(), section["signed"], section["to_sign"]
    if signed is not None and signed.review_on <= today + datetime.timedelta(days=SOON_DAYS):
        late = signed.review_on < today
        words = f"Contrat {'à revoir depuis' if late else 'à revoir'} le {signed.review_on:%d/%m/%Y}"
        found.append(Alert("doc-full", words, "contrat", late))
    if to_sign is not None and (today - to_sign.made_on).days >= SOON_DAYS:
        words = f"Contrat à signer depuis le {to_sign.made_on:%d/%m/%Y}"
        found.append(Alert("edit", words, "contrat", pressing=False))
    return found
