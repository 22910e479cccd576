"""The agreements of a file, as its page and the page of what is shared show them."""

from django.utils import timezone

from casefiles.access import rows_of
from casefiles.models import SharingAgreement


def agreements_of(user, case_file, *, parts=True):
    """Every agreement, the newest first, each with `is_running`; one query more for their parts."""
    rows = rows_of(user, case_file, SharingAgreement)
    rows = rows.select_related("service", "author", "withdrawn_by")
    rows = list(rows.prefetch_related("sections") if parts else rows)
    today = timezone.localdate()
    for row in rows:
        row.is_running = row.runs_on(today) and not case_file.is_closed
    return rows


def running_of(user, case_file):
    """What the file’s own page says: with whom it is shared today. One query."""
    return [row for row in agreements_of(user, case_file, parts=False) if row.is_running]
