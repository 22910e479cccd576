"""Contracts to review soon or late, for the page of the day."""

import datetime

from django.utils import timezone

from casefiles.access import visible_to
from casefiles.admin.sections import Alert
from casefiles.admin.short import SHOWN, Short
from casefiles.models import CaseFile, EngagementContract

SOON_DAYS = 14


def today_of(user, today):
    """The signed contracts of open files whose review is due within two weeks, the most pressing first.

    All of them are asked first, by key: asked for six, PostgreSQL begins with the oldest dates, those of the
    files that closed, for ever the many. Then only what is shown is read.
    """
    open_files = visible_to(user, CaseFile).filter(closed_on__isnull=True)
    contracts = visible_to(user, EngagementContract)
    due = contracts.filter(
        case_file__in=open_files,
        state=EngagementContract.State.SIGNED,
        review_on__lte=today + datetime.timedelta(days=SOON_DAYS),
    )
    keys = list(due.order_by("review_on", "pk").values_list("pk", flat=True))
    rows = contracts.defer("content", "ended_reason").select_related(
        "case_file__person", "case_file__case_manager"
    )
    found = rows.in_bulk(keys[:SHOWN]) if keys else {}
    # Ended between the two questions: no longer there.
    return Short([found[key] for key in keys[:SHOWN] if key in found], len(keys))


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
